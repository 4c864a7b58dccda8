"""Paints laid-out boxes, from the back to the front. Knows looks, no pages."""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pygame

from game.faces.window import pictures
from game.faces.window.box import Box, Cells, Figure, Fill, Icon, Photo, Shape, Tile, Words
from game.faces.window.lettering import font
from game.faces.window.theme import Color

CALM = (0x3A, 0x40, 0x4E)  # where a figure is missing


def paint(boxes: Iterable[Box], screen: pygame.Surface, folders: tuple[Path, ...] = ()) -> None:
    for box in boxes:
        rect = pygame.Rect(box.rect)
        match box.look:
            case Fill(color, shade):
                screen.fill(color, rect, pygame.BLEND_RGB_MULT if shade else 0)
            case Words():
                _words(box.look, rect, screen)
            case Shape(points, color):
                screen.blit(pictures.shape(points, rect.size, color), rect)
            case Tile(name, color):
                _cover(screen, rect, pictures.tile(name, screen.get_height() > 1400, folders), color, (0, 0))
            case Photo():
                picture = pictures.photo(box.look, rect.size, folders)
                _cover(screen, rect, picture, box.look.color, rect.topleft)
            case Figure(name):
                _figure(screen, rect, pictures.figure(name, rect.size, folders))
            case Icon(name, color):
                screen.blit(pictures.icon(name, rect.size, color), rect)
            case Cells():
                _cells(box.look, rect, screen)


def _cover(
    screen: pygame.Surface, rect: pygame.Rect, picture: pygame.Surface | None, color: Color, corner: tuple[int, int]
) -> None:
    """A pattern laid from a corner on, so that neighbors join; without it, a color."""
    if picture is None:
        screen.fill(color, rect)
        return
    screen.set_clip(rect)
    for x in range(rect.left - (rect.left - corner[0]) % picture.width, rect.right, picture.width):
        for y in range(rect.top - (rect.top - corner[1]) % picture.height, rect.bottom, picture.height):
            screen.blit(picture, (x, y))
    screen.set_clip(None)


def _figure(screen: pygame.Surface, rect: pygame.Rect, picture: pygame.Surface | None) -> None:
    if picture is None:
        size = (rect.height * 3 // 4, rect.height)
        points = ((0.3, 0.1), (0.5, 0), (0.7, 0.1), (0.72, 0.5), (0.6, 0.68), (0.96, 0.82), (1, 1), (0, 1), (0.04, 0.82),
                  (0.4, 0.68), (0.28, 0.5))  # fmt: skip
        picture = pictures.shape(points, size, CALM)
    screen.blit(picture, picture.get_rect(midbottom=rect.midbottom))


def _words(words: Words, rect: pygame.Rect, screen: pygame.Surface) -> None:
    base = rect.top + words.base
    for piece in words.pieces:
        face = font(piece.face, piece.size)
        left = rect.left + piece.x
        screen.blit(face.render(piece.text, True, piece.color), (left, base - face.get_ascent()))
        if piece.entry:
            thick = max(1, piece.size // 11)
            screen.fill(piece.color, (left, base + max(3, piece.size // 6), piece.width, thick))


def _cells(cells: Cells, rect: pygame.Rect, screen: pygame.Surface) -> None:
    gap = max(2, rect.width // 90)
    edges = [round(number * (rect.width + gap) / cells.count) for number in range(cells.count + 1)]
    line = max(1, rect.height // 9)
    for number, (left, right) in enumerate(pairwise(edges)):
        cell = pygame.Rect(rect.left + left, rect.top, right - left - gap, rect.height)
        full = number < cells.full
        screen.fill(cells.on if full else cells.off, cell)
        if not full:
            screen.fill(cells.ground, cell.inflate(-2 * line, -2 * line))
