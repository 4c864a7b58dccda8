"""Pages that are one sheet of paper: the record, an entry of the codex, menu, help, keys, credits, trouble, a fault."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from game.app.page import Button, Heading, Picture, Prose
from game.faces.window import blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Figure, Fill, Item, Numbered, Photo, Shape, Space, Tile, fill
from game.faces.window.flow import Column

WIDE: dict[str, float] = {"menu": 470, "codex": 680, "trouble": 1080, "fault": 1000}
USUAL, MOST, BAR = 900.0, 1000.0, 12.0
AT_LEAST: dict[str, float] = {"record": 640, "trouble": 660}
BESIDE = 560.0  # the width from which what is noted stands beside the button
DIM = Fill((107, 107, 107), shade=True)
STAMPED = 168.0  # what a stamp takes of the head
PATH = theme.Type(theme.SANS_BOLD, 18, 24, theme.RED_TEXT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a card, of so many: what stands at its head, in its middle and at its foot."""

    head: Item
    body: tuple[Item, ...]
    foot: Item
    count: int


def card(space: Space) -> Iterator[Box]:
    kind = space.page.kind
    margin, pad = (28.0, 40.0) if space.roomy else (10.0, 18.0)
    high, room, edge = space.height - 2 * margin, space.width - 2 * margin, 2 * pad + BAR
    above = high - 2 * pad + 8
    width = min(WIDE.get(kind, USUAL), room)
    sheet = _sheet(space, width - edge, above)
    if sheet.count > 1:
        other = _sheet(space, min(MOST, room) - edge, above, tight=True)
        width, sheet = (min(MOST, room), other) if other.count < sheet.count else (width, sheet)
    tall = sheet.head.height + flow.height(sheet.body) + sheet.foot.height + 2 * pad - 8
    tall = min(high, max(tall, high if sheet.count > 1 else AT_LEAST.get(kind, 0)))
    x, y = (space.width - width) / 2, (space.height - tall) / 2
    left, top = x + BAR + pad, y + pad - 8
    yield from _ground(space)
    yield from _paper(x, y, width, tall)
    if _outside(space, width):
        icons = press.icons(space, theme.PAPER)
        yield from icons.at(space.width - 36 - icons.width, 18)
    yield from sheet.head.at(left, top)
    yield from flow.stack(sheet.body, left, top + sheet.head.height)
    yield from sheet.foot.at(left, y + tall - pad - sheet.foot.height + 4)


def _outside(space: Space, width: float) -> bool:
    """Do the icons fit beside the paper."""
    return (space.width - width) / 2 > press.icons(space).width + 50


def _ground(space: Space) -> Iterator[Box]:
    """The page below, or the place, with the light turned down."""
    everything = (0, 0, space.width, space.height)
    archive = Photo("back-archive", light=0.42, color=theme.INK)
    yield from space.under
    yield Box(everything, DIM) if space.under else flow.place(space, everything, Photo("", light=0.5), archive)


def _paper(x: float, y: float, width: float, tall: float) -> Iterator[Box]:
    """A page over a loose sheet, with a red edge."""
    yield fill(x + 6, y + 8, width + 2, tall, theme.INK)
    loose = ((0, 10 / tall), (0.994, 0), (1, 1 - 6 / tall), (0.011, 1))
    yield Box((x - 6, y - 5, width + 11, tall + 15), Shape(loose, theme.PAPER_DARK))
    yield fill(x + 4, y + 4, width, tall, theme.SHADOW)
    yield Box((x, y, width, tall), Tile("paper", theme.PAPER))
    yield fill(x, y, BAR, tall, theme.RED)


def _sheet(space: Space, width: float, tall: float, tight: bool = False, beside: float = BESIDE) -> Sheet:
    """Head and foot stand on every sheet; where the window is low, the head goes with the text."""
    record = space.page.kind == "record"
    given = tuple(pair for pair in space.given if not isinstance(pair[1], Button))
    top = tuple(takewhile(lambda pair: isinstance(pair[1], Heading | Picture), given))
    note = replace(theme.CARD_STORY, line=28) if record else theme.NOTE
    label = PATH if space.page.kind == "trouble" else theme.LABEL
    column = Column(width, space.scale, space.view.focus, theme.CARD_STORY, note, label=label)
    if tight:
        source = replace(theme.SOURCE, size=16.5, line=21)
        column = replace(column, story=theme.TIGHT_STORY, source=source, note=replace(note, line=26))
    head = _head(space, top, column)
    told = given[len(top) :]
    noted = [pair for pair in told if record and isinstance(pair[1], Prose)] if width >= beside else []
    body = blocks.blocks((pair for pair in told if pair not in noted), column)
    body = tuple(_noted(body, column)) if record else body
    said = tuple(replace(item, gap=2) for item in blocks.blocks(noted, replace(column, width=width - blocks.WORD)))
    if head.height > 0.34 * tall:
        head, body = Item((), 0), (head, *body)
    free = tall - head.height - max(_foot(space, width, number, 2, said).height for number in (0, 1))
    pages = flow.sheets(body, free, free)
    if len(pages) > 1 and noted:  # beside the button stands which page it is
        return _sheet(space, width, tall, tight, beside=width + 1)
    number = min(space.view.sheet, len(pages) - 1)
    foot = _foot(space, width, number, len(pages), said)
    return Sheet(head, pages[number], foot, len(pages))


def _noted(items: tuple[Item, ...], column: Column) -> Iterator[Item]:
    """A rule and some air between the last statement and what is noted below."""
    for above, item in zip((None, *items), items, strict=False):
        first = above is not None and above.gap > 10 and item.gap == 8
        rule = (fill(0, -11, column.width, 2, theme.PAPER_DARKER),) if first else ()
        below = above is not None and item.gap in (0, 8)
        yield replace(item, boxes=(*rule, *item.boxes), gap=24 if first else 2 if below else item.gap, keep=below)


def _head(space: Space, given: Numbered, column: Column) -> Item:
    """Headings, a portrait before them, the stamp and the icons at the right."""
    record = space.page.kind == "record"
    figure = space.picture("figure")
    icons = Item((), 0) if _outside(space, column.width + 2 * 40 + BAR) else press.icons(space)
    stamped = STAMPED if record and column.width > 640 else 0
    x = 134.0 if figure else 0.0
    room, right = column.width - x - icons.width - stamped, column.width - icons.width
    title = lettering.sized(theme.TITLE, 1 if room > 420 and not x else 0.8)
    headings = [pair for pair in given if isinstance(pair[1], Heading)]
    items = blocks.blocks(headings[:1], replace(column, width=room, title=title))
    items += blocks.blocks(headings[1:], replace(column, width=column.width - x))
    boxes = [*icons.at(right + 10, -6), *flow.stack(items, x, 4 if x else 0)]
    boxes += [Box((right - STAMPED + 4, -12, 150, 80), Figure("stamp-checked"))] if stamped else ()
    boxes += flow.portrait(figure, 0, 0, 112, 122) if figure else ()
    tall = max(flow.height(items), 122.0 if figure else 0, icons.height - 10)
    return Item(tuple(boxes), tall + (24 if record else 16), keep=True, end=False)


def _foot(space: Space, width: float, number: int, count: int, said: tuple[Item, ...]) -> Item:
    """The buttons, and what is noted beside them. In play, the next sheet has the digit of what comes after the last."""
    knobs = press.knobs(space)
    play = space.page.kind == "record"
    knobs = press.ahead(knobs, number, count, *(((), "Go on") if play else (knobs, "Next page")))
    if space.page.kind == "menu":
        found = flow.one(press.choice(knob, width, space) for knob in knobs)
    else:
        found = press.row(knobs, space, width - (130 if count > 1 else 0))
    tall = max(found.height, flow.height(said))
    beside = flow.stack(said, blocks.WORD, 20 + (tall - flow.height(said)) / 2)
    rule = (fill(0, 4, width, 2, theme.PAPER_DARKER),) if said else ()
    leaf = press.leaf(number, count, space, width, tall - 12)
    return Item((*rule, *found.at(0, 22 + (tall - found.height) / 2), *beside, *leaf), tall + 22)
