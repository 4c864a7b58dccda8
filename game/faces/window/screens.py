"""Pictures of pages. Needs no screen."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pygame

from game.app.page import Page
from game.faces.window.box import AFRESH, View
from game.faces.window.layout import layout
from game.faces.window.paint import paint


def draw(page: Page, size: tuple[int, int], view: View = AFRESH, pictures: Sequence[Path] = ()) -> pygame.Surface:
    pygame.font.init()
    surface = pygame.Surface(size)
    paint(layout(page, size, view), surface, tuple(pictures))
    return surface


def draw_all(pages: Mapping[str, Page], folder: Path, size: tuple[int, int], pictures: Sequence[Path] = ()) -> None:
    """Each page as NAME.png in the folder."""
    for name, page in pages.items():
        pygame.image.save(draw(page, size, pictures=pictures), folder / f"{name}.png")
