"""The map of a story as a PNG picture. Draws a chart as it stands; knows no story and opens no window."""

import io
from itertools import pairwise
from math import inf

import pygame

from game.core.chart import Chart, Shape, Words
from game.faces.window.lettering import font
from game.faces.window.theme import SANS, SANS_BOLD

MOST = 40_000_000  # pixels: a larger map is drawn smaller


def png(chart: Chart) -> bytes:
    """Two pixels for a unit, where the map is not too large."""
    pygame.font.init()
    scale = min(2.0, (MOST / (chart.width * chart.height)) ** 0.5)
    surface = pygame.Surface((round(chart.width * scale), round(chart.height * scale)))
    for mark in chart.marks:
        if isinstance(mark, Words):
            _write(surface, mark, scale)
        else:
            _draw(surface, mark, scale)
    held = io.BytesIO()
    pygame.image.save(surface, held, "map.png")
    return held.getvalue()


def _draw(surface: pygame.Surface, shape: Shape, scale: float) -> None:
    points = [pygame.Vector2(point) * scale for point in shape.points]
    if shape.fill:
        pygame.draw.polygon(surface, shape.fill, points)
        points.append(points[0])
    dash, gap = (length * scale for length in shape.dashes or (inf, 0))
    gone = 0.0
    for start, end in pairwise(points):
        length, at = start.distance_to(end), 0.0
        while at < length:
            phase = (gone + at) % (dash + gap)
            to = min(length, at + max(0.1, (dash if phase < dash else dash + gap) - phase))
            if phase < dash:
                pygame.draw.aaline(surface, shape.line or shape.fill, start.move_towards(end, at),
                                   start.move_towards(end, to), max(1, round(shape.thick * scale)))  # fmt: skip
            at = to
        gone += length


def _write(surface: pygame.Surface, words: Words, scale: float) -> None:
    face = font(SANS_BOLD if words.bold else SANS, max(1, round(words.size * scale)))
    line = face.render(words.text, True, words.color)
    left = words.x * scale - (line.get_width() / 2 if words.middle else 0)
    surface.blit(line, (left, words.y * scale - face.get_ascent()))
