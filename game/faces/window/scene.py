"""A page of play: the poster on the left, the blade, the file on the right; in the narrow way a rail and the file."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from game.app.page import Heading, Picture
from game.faces.window import blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Item, Numbered, Photo, Press, Shape, Space, Tile, Turn, fill, slab
from game.faces.window.flow import Column, words

COLUMN, MARGIN, BLADE = 644.0, 36.0, 40.0
SIZES = ((26, 38, 110), (25, 36, 95), (24, 35, 80), (23, 33, 65), (22, 32, 0), (21, 29, 0), (20, 26, 0))
# of the prose, with its line, and what must stay free below it: a short page has larger letters
STAGE = (Photo("", (0.31, 0.5)), Tile("ink", theme.INK))  # behind a figure, which stands to the right of the subject
PLAIN = replace(theme.SLUG, size=18, line=22, color=theme.RED_TEXT)  # in place of tape where the window is low


def scene(space: Space) -> Iterator[Box]:
    yield Box((0, 0, space.width, space.height), Tile("paper", theme.PAPER))
    if space.narrow:
        rail = min(max(0.235 * space.width, 172.0), 226.0)
        yield from _rail(space, rail)
        yield from _file(space, rail + 40, space.width - 24)
    else:
        poster = max(space.width - COLUMN - 72 - MARGIN, 0.36 * space.width)
        yield from _poster(space, poster)
        yield from _file(space, poster + 72, space.width - MARGIN)


def _poster(space: Space, width: float) -> Iterator[Box]:
    """The place, whoever speaks before it, and the meters on ink."""
    grid = flow.one(blocks.gauges(space.given, Column(width - 22 - 16, space.scale), theme.INK))
    hud = grid.height + 40 if grid.height else 0
    floor = space.height - hud
    yield flow.place(space, (0, 0, width + BLADE, floor), *STAGE)
    if figure := space.picture("figure"):
        high = min(0.49 * space.height, floor * 0.62, width * 0.7)
        yield flow.bust(figure, width * 0.712 - high / 2, floor - high, high, high)
        yield from _plate(figure, space, floor, width - 40)
    if hud:
        yield fill(0, floor, width + 14, hud, theme.INK)
        yield fill(0, floor, width + 14, 4, theme.RED)
        yield from grid.at(22, floor + 19)
    yield from _blade(width, BLADE, space)


def _blade(x: float, width: float, space: Space) -> Iterator[Box]:
    yield Box((x + 0.3 * width, 0, width, space.height), Tile("paper", theme.PAPER))
    yield Box((x, 0, width, space.height), Shape(((0.3, 0), (1, 0), (0.3, 1), (0, 1)), theme.RED))


def _plate(figure: Picture, space: Space, floor: float, room: float) -> Iterator[Box]:
    """The name on an ink slab with a red tick, over the chest."""
    name = words(figure.caption, theme.NAME, space.scale, room - 62)
    below = words(figure.subtitle, theme.DESCRIPTION, space.scale, room - 62)
    tall = name.height + below.height + 14
    wide = max(min(322.0, room), name.width + 62, below.width + 62)
    yield slab((0, floor - tall, wide, tall), theme.INK, 16)
    yield fill(0, floor - tall, 10, tall, theme.RED)
    yield from name.at(28, floor - tall + 4)
    yield from below.at(28, floor - below.height - 8)


def _rail(space: Space, width: float) -> Iterator[Box]:
    """Bust, name and meters beside the file."""
    tall, figure = space.height, space.picture("figure")
    rows = blocks.gauges(space.given, Column(width - 32, space.scale), theme.INK)
    below = flow.one(replace(row, gap=12) for row in rows)
    name = words(figure.caption if figure else "", lettering.sized(theme.NAME, 0.86), space.scale, width - 32)
    about = words(figure.subtitle if figure else "", theme.DESCRIPTION, space.scale, width - 32)
    named = name.height + about.height
    floor = min(tall - below.height - named - 50, width * (1.35 if tall < 700 else 1.7))
    yield fill(0, 0, width + 10, tall, theme.INK)
    if floor >= 60:
        yield flow.place(space, (0, 0, width + 10, floor), *STAGE)
        if figure:
            yield flow.bust(figure, 4, floor * 0.06, width - 4, floor * 0.94)
        yield fill(0, floor, width + 10, 4, theme.RED)
    floor = floor if floor >= 60 else 0.0
    yield from flow.stack((name, about), 16, floor + 12)
    yield from below.at(16, floor + named + 30)
    yield from _blade(width, 22, space)


def _file(space: Space, left: float, right: float) -> Iterator[Box]:
    """Where and when, the prose in sheets, the choices."""
    low, width = space.low, right - left
    top = 8.0 if low else 14.0 if space.narrow else 20.0
    icons = press.icons(space)
    opening = tuple(takewhile(lambda pair: blocks.slug(pair) or isinstance(pair[1], Picture), space.given))
    slugs = [block.text for _, block in opening if isinstance(block, Heading)]
    room = width - icons.width - 6
    tapes, plain = blocks.tapes(slugs, Column(room, space.scale)), "  ".join(slugs).upper()
    head = words(plain, PLAIN, space.scale, room) if low else tapes
    yield from icons.at(right - icons.width + 10, top - 4)
    yield from head.at(left, top)
    y = top + head.height + (8 if low else 14)
    y = y if low else max(y, 62.0 if space.narrow else 80.0)
    yield from _sheets(space, space.given[len(opening) :], left, y, width, space.height - y - (12 if low else 33))


def _sheets(space: Space, body: Numbered, x: float, y: float, width: float, tall: float) -> Iterator[Box]:
    """Choices stand below the last sheet; in the narrow way at the foot of every sheet."""
    narrow, column = space.narrow, Column(width, space.scale, space.view.focus)
    knobs = press.knobs(space)
    dock = press.rows(knobs, space, width, tall * (0.55 if narrow else 0.75))
    free = tall - dock.height - (18 if dock.height else 0)
    turning = 48.0 if space.low else 62.0
    for size, line, spare in SIZES[4:5] if space.low else SIZES:
        items = blocks.blocks(body, replace(column, story=replace(theme.STORY, size=size, line=line)))
        if len(pages := flow.sheets(items, free - spare, free - spare)) == 1:
            break
    else:
        items = blocks.blocks(body, column)
        pages = flow.sheets(items, *([free - turning + 12] * 2 if narrow else (tall - turning, free)))
    sheet = min(space.view.sheet, len(pages) - 1)
    last = sheet == len(pages) - 1
    yield from flow.stack(pages[sheet], x, y)
    left = free - flow.height(pages[sheet])
    dock, air = _calm(dock, knobs, space, width, left) if last and not narrow else (dock, 18.0)
    end = y + tall - dock.height if narrow else y + flow.height(pages[sheet]) + air
    if narrow or last:
        yield from dock.at(x, end)
    at = end - turning + 6 if narrow else end
    if not last:
        more = press.turn("Go on", press.NEXT, Turn(sheet + 1), knobs if narrow else ())
        yield from press.slab(more, space, width).at(x, at)
    leaf = at + 12 if narrow or not last else space.height - 33
    yield from press.leaf(sheet, len(pages), space, x + width, leaf)


def _calm(dock: Item, knobs: tuple[Press, ...], space: Space, width: float, spare: float) -> tuple[Item, float]:
    """The choices, and the air above them: further apart where the sheet has the room."""
    rows = flow.one(replace(press.rows((knob,), space, width, space.height), gap=12) for knob in knobs)
    grown = rows.height - dock.height
    if 0 <= grown <= spare - 24:
        return rows, max(28.0, min(44.0, 18 + (spare - grown) / 4))
    return dock, max(18.0, min(28.0, 18 + spare))
