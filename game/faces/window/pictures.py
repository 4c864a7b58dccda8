"""Pictures at the size at which they are shown, each decoded once for a size. A missing one is None, never an error."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pygame

from game.faces.window import assets
from game.faces.window.box import Photo, Point
from game.faces.window.theme import Color

Size = tuple[int, int]
Which = Callable[[float, float], float]  # of the scales across and down: the larger covers, the smaller fits
ENOUGH = 1.15  # how far the small size may be enlarged before the large one is taken


@lru_cache(maxsize=6)
def photo(look: Photo, size: Size, folders: tuple[Path, ...]) -> pygame.Surface | None:
    """The picture cut to cover `size`, keeping a point in view, with some of its light taken away."""
    picture = _fitting(look.name, size, max, folders)
    if picture is None:
        return None
    width, height = picture.get_size()
    scale = _scale(picture, size, max)
    cut = pygame.Rect(0, 0, min(width, round(size[0] / scale)), min(height, round(size[1] / scale)))
    cut.center = (round(look.at[0] * width), round(look.at[1] * height))
    shown = _scaled(picture.subsurface(cut.clamp(picture.get_rect())), size)
    if look.light < 1:
        shown.fill([round(255 * look.light)] * 3, special_flags=pygame.BLEND_RGB_MULT)
    return _leaning(shown, look.lean) if look.lean else shown


def _leaning(picture: pygame.Surface, lean: float) -> pygame.Surface:
    """The left edge cut aslant."""
    width, height = picture.get_size()
    cut = pygame.Surface((width, height), pygame.SRCALPHA)
    cut.blit(picture, (0, 0))
    points = ((0, 0), (lean, 0), (0, 1))
    cut.blit(shape(points, (width, height), (0, 0, 0)), (0, 0), special_flags=pygame.BLEND_RGBA_SUB)
    return cut


@lru_cache(maxsize=24)
def figure(name: str, size: Size, folders: tuple[Path, ...]) -> pygame.Surface | None:
    """The picture as large as fits into `size`; a face that is missing is the plain face of the same person."""
    for known in (name, "-".join(name.split("-")[:2]), *(("hand-bulganin",) if name.startswith("hand-") else ())):
        if picture := _fitting(known, size, min, folders):
            scale = _scale(picture, size, min)
            return _scaled(picture, (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    return None


@lru_cache(maxsize=4)
def tile(name: str, large: bool, folders: tuple[Path, ...]) -> pygame.Surface | None:
    texture = _load(assets.picture(name, assets.LARGE if large else assets.SMALL, folders))
    return _ready(texture) if texture else None


@lru_cache(maxsize=48)
def icon(name: str, size: Size, color: Color) -> pygame.Surface:
    drawing = pygame.image.load_sized_svg(assets.icon(name), size)
    drawing.fill(color, special_flags=pygame.BLEND_RGB_ADD)
    return _ready(drawing)


@lru_cache(maxsize=64)
def shape(points: tuple[Point, ...], size: Size, color: Color) -> pygame.Surface:
    """A polygon with smooth edges: drawn larger, then scaled down."""
    fine = 4 if size[0] * size[1] < 200_000 else 2
    large = pygame.Surface((size[0] * fine, size[1] * fine), pygame.SRCALPHA)
    large.fill((*color, 0))
    pygame.draw.polygon(large, color, [(x * size[0] * fine, y * size[1] * fine) for x, y in points])
    return pygame.transform.smoothscale(large, size)


def _fitting(name: str, size: Size, which: Which, folders: tuple[Path, ...]) -> pygame.Surface | None:
    """The small file where it suffices."""
    path = assets.picture(name, assets.SMALL, folders)
    picture = _load(path)
    if picture is None or _scale(picture, size, which) <= ENOUGH:
        return picture
    large = assets.picture(name, assets.LARGE, folders)
    return picture if large == path else _load(large)


def _scale(picture: pygame.Surface, size: Size, which: Which) -> float:
    return which(size[0] / picture.width, size[1] / picture.height)


def _load(path: Path | None) -> pygame.Surface | None:
    try:
        return pygame.image.load(path) if path else None
    except (pygame.error, OSError):
        return None


def _scaled(picture: pygame.Surface, size: Size) -> pygame.Surface:
    return _ready(pygame.transform.smoothscale(picture, size) if picture.get_size() != size else picture)


def _ready(picture: pygame.Surface) -> pygame.Surface:
    """In the order of colors that a screen has, whatever the file's."""
    ready = pygame.Surface(picture.get_size(), pygame.SRCALPHA if picture.get_masks()[3] else 0)
    ready.blit(picture, (0, 0))
    return ready
