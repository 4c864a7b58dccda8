"""What some pages look like, against small pictures that are kept in `pictures/`.

After a change that is meant: `python -m tests.window.test_pictures` draws them anew. Look at them before keeping them.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame

from game.faces.window.box import View
from game.faces.window.screens import draw
from tests.window.pages import PAGES

KEPT = Path(__file__).parent / "pictures"
SMALL = (256, 144)
CASES = {  # the page, how large its text is, what is turned to
    "title": ("title", 100, View()),
    "roles": ("roles", 100, View()),
    "scene": ("scene", 100, View()),
    "scene-large": ("scene", 150, View()),
    "vote-counting": ("spoken", 100, View(hands=3)),
    "vote-counted": ("spoken", 100, View()),
    "record": ("record", 100, View()),
    "codex": ("codex", 100, View()),
    "ending": ("ending", 100, View()),
}
NEAR, FAR = 26, 0.01  # how far a color may be off, and the share of points that may be off further


def drawn(name: str) -> pygame.Surface:
    page, text, view = CASES[name]
    return pygame.transform.smoothscale(draw(replace(PAGES[page], text=text), (1280, 720), view), SMALL)


def off(one: pygame.Surface, other: pygame.Surface) -> float:
    """The share of points in which two pictures differ visibly."""
    pairs = zip(pygame.image.tobytes(one, "RGB"), pygame.image.tobytes(other, "RGB"), strict=True)
    return len({place // 3 for place, (a, b) in enumerate(pairs) if abs(a - b) > NEAR}) / (SMALL[0] * SMALL[1])


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    pygame.font.init()


@pytest.mark.parametrize("name", CASES)
def test_a_page_looks_as_it_did(name: str, tmp_path: Path) -> None:
    """A page differs from its kept picture in hardly a point; if it does, both lie side by side in a file."""
    old, new = pygame.image.load(KEPT / f"{name}.png"), drawn(name)
    share = off(new, old)
    if share > FAR:
        both = pygame.Surface((2 * SMALL[0] + 8, SMALL[1]))
        both.blits(((old, (0, 0)), (new, (SMALL[0] + 8, 0))))
        pygame.image.save(both, tmp_path / f"{name}.png")
    assert share <= FAR, f"{share:.1%} of {name} is off; kept and drawn side by side: {tmp_path / name}.png"


def test_a_kept_picture_is_small() -> None:
    """Every case has its picture, none is left over, and none is larger than 60 kB."""
    assert {path.stem for path in KEPT.glob("*.png")} == set(CASES)
    assert all(path.stat().st_size < 60_000 for path in KEPT.glob("*.png"))


def main() -> int:
    KEPT.mkdir(exist_ok=True)
    for name in CASES:
        pygame.image.save(drawn(name), KEPT / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
