"""The title: a poster, the row of heads, and the desk below with what can be done."""

from collections.abc import Iterator
from dataclasses import replace

from game.app.page import Prose
from game.faces.window import blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Figure, Fill, Item, Photo, Press, Shape, Space, Tile, slab
from game.faces.window.flow import Column, words

LETTERS = theme.Type(theme.BLACK, 136, 112, theme.PAPER_LIGHT, caps=True)
RUSSIAN = theme.Type(theme.EXTRA_BOLD, 34, 40, theme.PAPER_LIGHT, caps=True)
ITEM = theme.Type(theme.EXTRA_BOLD, 35, 40, theme.PAPER, caps=True)
HINT = "Arrows and Enter, or a number  ·  F1 for all keys"
LEFT, RISE = 62.0, 34.0  # of the desk's edge


def title(space: Space) -> Iterator[Box]:
    left = LEFT if space.width > 1000 else 32.0
    desk = _desk(space, space.width - 2 * left + 16)
    top = space.height - desk.height - (42 if space.low else 54)
    yield from _poster(space, top)
    yield from _edge(space, top)
    yield from desk.at(left, top + 22)
    yield from _name(space, left, top)


def _poster(space: Space, top: float) -> Iterator[Box]:
    rect = (0, 0, space.width, top + RISE)
    yield flow.place(space, rect, Photo("", (0.62, 0.4), color=theme.RED), Fill(theme.RED))
    if row := space.picture("figure"):
        wide = min(800.0, space.width * 0.64)
        high = wide * 262 / 860
        yield Box((space.width - wide - 30, top - high - 5, wide, high), Figure(row.name), row.words)


def _edge(space: Space, top: float) -> Iterator[Box]:
    """Paper, ink and a red line along an edge that rises to the right: strips, for a large polygon is slow to paint."""
    strip = 24.0
    tall = RISE + strip
    for drop, color in ((-12.0, theme.PAPER), (0.0, theme.INK), (8.0, theme.RED), (11.0, theme.INK)):
        points = ((0, RISE / tall), (1, 0), (1, 1), (0, 1))
        yield Box((0, top - RISE + drop, space.width, tall), Shape(points, color))
    yield Box((0, top + 12, space.width, space.height - top), Tile("ink", theme.INK))


def _name(space: Space, left: float, top: float) -> Iterator[Box]:
    """As large as the poster allows: a line a word, with a hard shadow, and the plates below."""
    heading, plates = " ".join(space.headings("title")).split(), space.headings("subtitle")
    room = max(120.0, top - RISE - 40)
    tall = 112 * len(heading) + 52 * len(plates)
    longest = max((words(word, LETTERS, space.scale).width for word in heading), default=1)
    factor = min(1.0, 0.46 * space.width / longest, 0.94 * room / tall)
    type, small = lettering.sized(LETTERS, factor), lettering.sized(RUSSIAN, max(0.55, factor))
    shadow = replace(type, color=theme.RED_DEEPEST)
    y = max(12.0, min(60.0, (room - factor * tall) / 2))
    for word in heading:
        line = words(word, type, space.scale)
        dark = words(word, shadow, space.scale)
        yield from (replace(box, text="") for box in dark.at(left + 4 * factor + 1, y + 4 * factor + 1))
        yield from line.at(left, y)
        y += line.height
    y += 10 * factor
    for number, text in enumerate(plates):
        ground, color = (theme.INK, theme.PAPER_LIGHT) if number % 2 == 0 else (theme.PAPER_LIGHT, theme.INK)
        line = words(text, replace(small, color=color), space.scale, space.width - left - 80)
        yield slab((left, y, line.width + 54, line.height + 12), ground, 15)
        yield from line.at(left + 16, y + 6)
        y += line.height + 12


def _desk(space: Space, width: float) -> Item:
    menu = flow.beside((_entry(knob, space, width) for knob in press.knobs(space)), width, 6 if space.low else 16)
    column = Column(width - 20, space.scale, space.view.focus, note=theme.NOTE_ON_INK)
    notes = blocks.blocks(space.of(Prose), column)
    y = menu.height + 14
    hint = words(HINT, theme.NOTE_ON_INK, space.scale)
    taken = max((item.width for item in notes), default=menu.width - 16)
    fits = space.width > 1100 and taken + 40 <= width - 16 - hint.width
    hinted = hint.at(width - 16 - hint.width, y if notes else 10) if fits else ()
    return Item((*menu.at(-16, 0), *flow.stack(notes, 0, y), *hinted), y + flow.height(notes) if notes else menu.height)


def _entry(knob: Press, space: Space, width: float) -> Item:
    """A word on the desk; the one with the focus stands on red."""
    focused = knob.key == space.view.focus
    type = lettering.sized(replace(ITEM, color=theme.WHITE) if focused else ITEM, 0.8 if space.low else 1)
    label = words(knob.words, type, space.scale, width - 32)
    size = (label.width + 32, max(44.0, label.height + 6))
    return press.plate(knob, size, label, 16, (), Fill(theme.RED) if focused else None)
