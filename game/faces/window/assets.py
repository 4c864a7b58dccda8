"""Where the pictures, sounds, faces and icons lie, and which file serves a name. Knows no story."""

from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]  # game/
SMALL, LARGE = "small", "large"  # one pixel for a unit of the artboard, and two
ENDINGS = (".jpg", ".webp", ".png")


@lru_cache(maxsize=1)
def root() -> Path:
    """The game's own assets: within the package where it is installed, beside it where it is checked out."""
    inside = PACKAGE / "assets"
    return inside if inside.is_dir() else PACKAGE.parent / "assets"


def icon(name: str) -> Path:
    return root() / "icons" / f"{name}.svg"


def sound(name: str, folders: tuple[Path, ...] = ()) -> Path | None:
    """The file of a sound: an author's folders first, then the game's."""
    files = (folder / f"{name}.ogg" for folder in (*folders, root() / "sounds"))
    return next((file for file in files if name and file.is_file()), None)


def picture(name: str, size: str, folders: tuple[Path, ...] = ()) -> Path | None:
    """The file of a picture: an author's folders first, then the game's; another size rather than none."""
    places = (*folders, root() / "pictures")
    stems = (f"{name}-{size}", name, f"{name}-{LARGE if size == SMALL else SMALL}")
    files = (place / f"{stem}{ending}" for place in places for stem in stems for ending in ENDINGS)
    return next((file for file in files if file.is_file()), None)
