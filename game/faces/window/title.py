"""The title: a poster, the row of heads, and the desk below with what can be done."""

from collections.abc import Iterator
from dataclasses import replace

from game.app.page import Heading, Page, Prose
from game.faces.window import blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Figure, Fill, Item, Nothing, Photo, Shape, Tile, slab
from game.faces.window.flow import Column, words
from game.faces.window.press import Knob
from game.faces.window.space import Space, View
from game.faces.window.theme import Type

LETTERS = Type(theme.BLACK, 136, 112, theme.PAPER_LIGHT, caps=True)
RUSSIAN = Type(theme.EXTRA_BOLD, 34, 40, theme.PAPER_LIGHT, caps=True)
ITEM = Type(theme.EXTRA_BOLD, 35, 40, theme.PAPER, caps=True)
HINT = "Arrows and Enter, or a number  ·  F1 for all keys"
LEFT, RISE = 62.0, 34.0  # of the desk's edge


def title(page: Page, space: Space, view: View) -> Iterator[Box]:
    left = LEFT if space.width > 1000 else 32.0
    desk = _desk(page, space, view, space.width - 2 * left + 16)
    top = space.height - desk.height - (42 if space.low else 54)
    yield from _poster(page, space, top)
    yield from _edge(space, top)
    yield from desk.at(left, top + 22)
    yield from _name(page, space, left, top)


def _poster(page: Page, space: Space, top: float) -> Iterator[Box]:
    place, row = flow.picture(page, "place"), flow.picture(page, "figure")
    back = Photo(place.name, (0.62, 0.4), color=theme.RED) if place else Fill(theme.RED)
    yield Box((0, 0, space.width, top + RISE), back, place.words if place else "")
    if row:
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


def _name(page: Page, space: Space, left: float, top: float) -> Iterator[Box]:
    """As large as the poster allows: a line a word, with a hard shadow, and the plates below."""
    heading = next((b.text for b in page.blocks if isinstance(b, Heading) and b.style == "title"), "").split()
    plates = [b.text for b in page.blocks if isinstance(b, Heading) and b.style == "subtitle"]
    room = max(120.0, top - RISE - 40)
    longest = max((words(word, LETTERS, flow.LINE, space.scale).width for word in heading), default=1)
    factor = min(1.0, 0.46 * space.width / longest, 0.94 * room / (112 * len(heading) + 52 * len(plates)))
    type, small = lettering.sized(LETTERS, factor), lettering.sized(RUSSIAN, max(0.55, factor))
    shadow = lettering.colored(type, theme.RED_DEEPEST)
    y = max(12.0, min(60.0, (room - factor * (112 * len(heading) + 52 * len(plates))) / 2))
    for word in heading:
        line = words(word, type, flow.LINE, space.scale)
        dark = words(word, shadow, flow.LINE, space.scale)
        yield from (replace(box, text="") for box in dark.at(left + 4 * factor + 1, y + 4 * factor + 1))
        yield from line.at(left, y)
        y += line.height
    y += 10 * factor
    for number, text in enumerate(plates):
        ground, color = (theme.INK, theme.PAPER_LIGHT) if number % 2 == 0 else (theme.PAPER_LIGHT, theme.INK)
        line = words(text, lettering.colored(small, color), space.width - left - 80, space.scale)
        yield slab((left, y, line.width + 54, line.height + 12), ground, 15)
        yield from line.at(left + 16, y + 6)
        y += line.height + 12


def _desk(page: Page, space: Space, view: View, width: float) -> Item:
    low = space.low
    items = (_entry(knob, lettering.sized(ITEM, 0.8 if low else 1), space, view, width) for knob in press.knobs(page))
    menu = flow.beside(items, width, 6 if low else 16)
    column = Column(width - 20, space.scale, view.focus, note=theme.NOTE_ON_INK)
    notes = blocks.blocks(((n, block) for n, block in enumerate(page.blocks) if isinstance(block, Prose)), column)
    y = menu.height + 14
    hint = words(HINT, theme.NOTE_ON_INK, flow.LINE, space.scale)
    taken = max((item.width for item in notes), default=menu.width - 16)
    fits = space.width > 1100 and taken + 40 <= width - 16 - hint.width
    hinted = hint.at(width - 16 - hint.width, y if notes else 10) if fits else ()
    return Item((*menu.at(-16, 0), *flow.stack(notes, 0, y), *hinted), y + flow.height(notes) if notes else menu.height)


def _entry(knob: Knob, type: Type, space: Space, view: View, width: float) -> Item:
    """A word on the desk; the one with the focus stands on red."""
    focused = knob.press.key == view.focus
    label = words(knob.words, lettering.colored(type, theme.WHITE) if focused else type, width - 32, space.scale)
    tall = max(44.0, label.height + 6)
    look = Fill(theme.RED) if focused else Nothing()
    back = Box((0, 0, label.width + 32, tall), look, knob.text, knob.press)
    return Item((back, *label.at(16, (tall - label.height) / 2)), tall)
