"""Pictures of pages, one file each."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pygame

from game.app.page import Page
from game.faces.window.loop import draw


def draw_all(pages: Mapping[str, Page], folder: Path, size: tuple[int, int], pictures: Sequence[Path] = ()) -> None:
    """Each page as NAME.png in the folder."""
    for name, page in pages.items():
        pygame.image.save(draw(page, size, pictures=pictures), folder / f"{name}.png")
