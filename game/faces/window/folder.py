"""Pages that lie in a folder: who is to be played, and how it ended. A picture on the left page, the text on the right."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from game.app.page import Button, Heading, Meter, Picture, Prose
from game.faces.window import blocks, flow, press, theme
from game.faces.window.box import Box, Figure, Item, Numbered, Photo, Shape, Space, Tile, fill
from game.faces.window.flow import Column, words

FILE, TAB = "ДЕЛО · FILE", theme.Type(theme.NARROW, 17, 24)
NAME = theme.Type(theme.BLACK, 41, 43, theme.RED_TEXT, caps=True)
ABOUT = theme.Type(theme.SERIF, 20, 27, italic=theme.SERIF_ITALIC, least=18)
STAMPS = {"As it happened": "stamp-as-it-happened", "A road not taken": "stamp-not-taken"}
SUBJECT = (0.275, 0.5)  # of every backdrop, as a share of it
LEFT, BAR, EDGE = 336.0, 74.0, 46.0  # the left page, the bar above the folder, the bar's margin
BAR_TITLE = replace(theme.TITLE, color=theme.PAPER_LIGHT)
BAR_NOTE = replace(theme.ASIDE, color=theme.PAPER_DARK)


def folder(space: Space) -> Iterator[Box]:
    margin = 28.0 if space.roomy else 10.0
    top = (BAR + 4 if _barred(space) else 0.0) + (44.0 if space.roomy or _ended(space) else 34.0)
    width, tall = space.width - 2 * margin, space.height - top - (18 if space.roomy else 8)
    yield Box((0, 0, space.width, space.height), Photo("back-archive", light=0.55, color=theme.INK_2))
    yield from _bar(space) if _barred(space) else ()
    yield from _cover(margin, top, width, tall, space)
    yield from _pages(space, margin + 18, top + 12, width - 36, tall - 32)


def _ended(space: Space) -> bool:
    return space.page.kind == "ending"


def _barred(space: Space) -> bool:
    """Does the page's title stand over the folder."""
    return not _ended(space) and space.height > 500


def _bar(space: Space) -> Iterator[Box]:
    """The page's own title, over the folder."""
    room = space.width - 2 * EDGE
    title = words(space.headings("title")[0], BAR_TITLE, space.scale, room)
    below = words(space.headings("subtitle")[0], BAR_NOTE, space.scale, room)
    yield fill(0, 0, space.width, BAR, theme.INK)
    yield fill(0, BAR, space.width, 5, theme.RED)
    yield from title.at(EDGE, (BAR - title.height) / 2)
    if title.width + below.width + 60 < room:
        yield from below.at(space.width - EDGE - below.width, (BAR - below.height) / 2 + 2)


def _cover(x: float, y: float, width: float, tall: float, space: Space) -> Iterator[Box]:
    yield fill(x + 6, y + 8, width, tall, theme.INK)
    yield Box((x, y - 24, 190, 25), Shape(((0, 0), (0.86, 0), (1, 1), (0, 1)), theme.FOLDER))
    yield fill(x, y, width, tall, theme.FOLDER)
    yield fill(x, y + tall - 12, width, 12, theme.FOLDER_DARK)
    yield from words(FILE, TAB, space.scale, 160).at(x + 18, y - 22)


def _pages(space: Space, x: float, y: float, width: float, tall: float) -> Iterator[Box]:
    wide = width > 820 and tall > 380
    side = min(LEFT, 0.34 * width)
    shift, pad = (side + 16, 26.0 if width > 1000 else 20.0) if wide else (0.0, 18.0)
    inner, free = width - shift - 2 * pad, tall - 2 * pad + 10
    barred, parts = _barred(space), tuple(_parts(space))
    laid = [(part, sheet) for part in parts for sheet in _sheets(part, wide, inner, free, len(parts) == 1)]
    number = min(space.view.sheet, len(laid) - 1)
    part, sheet = laid[number]
    if wide:
        yield from _sheet(x, y, side, tall)
        yield from _left(part, x + 22, y + 22, side - 44, tall - 40)
    left = x + shift
    right = left + pad + inner
    if barred:
        slips = blocks.tapes(part.headings("slug"), Column(inner, space.scale))
        yield from slips.at(right - slips.width, y - 44)
    yield from _sheet(left, y, width - shift, tall)
    yield from flow.stack(sheet, left + pad, y + pad - 8)
    icons = press.icons(space, theme.PAPER)
    yield from icons.at(right - icons.width + 10, y - 56)
    foot = _foot(part, number, len(laid), inner)
    end = y + tall - pad - foot.height + 4
    yield from foot.at(left + pad, end)
    if wide and number == 0 and (not barred or len(laid) == 1):
        found = (STAMPS[text] for text in space.headings("label") if text in STAMPS)
        name = next(found, "") if _ended(space) else "stamp-open"
        x, y = (right - 166, end - 36) if barred else (right - 172, y + 14)
        yield from (Box((x, y, 166, 88), Figure(name)),) if name else ()


def _foot(part: Space, number: int, count: int, width: float) -> Item:
    """What can be pressed: the next sheet, while there is one; a dossier can be opened without reading it all."""
    knobs = press.knobs(part)
    kept, style = ((), "main") if _ended(part) else (knobs, "second")
    knobs = press.ahead(knobs, number, count, kept, "Next page", style)
    found = press.row(knobs, part, width - (130 if count > 1 else 0))
    return replace(found, boxes=(*found.boxes, *press.leaf(number, count, part, width, found.height - 34)))


def _sheet(x: float, y: float, width: float, tall: float) -> Iterator[Box]:
    yield fill(x + 5, y + 5, width, tall, theme.FOLDER_DARK)
    yield Box((x, y, width, tall), Tile("paper", theme.PAPER))


def _parts(space: Space) -> Iterator[Space]:
    """The page cut into its dossiers, one for each face; an ending is one. Second buttons belong to all of them."""
    faces = [n for n, b in space.given if isinstance(b, Picture) and b.style == "figure"]
    starts = [0] if _ended(space) else faces if _barred(space) else [0, *faces[1:]]
    for start, end in zip(starts, [*starts[1:], len(space.given)], strict=True):
        mine = ((n, b) for n, b in space.given if start <= n < end or isinstance(b, Button) and b.style == "second")
        yield replace(space, given=tuple(mine))


def _aside(part: Space) -> Numbered:
    """What stands on the left page: the name and what is said of the person; after an ending the meters."""
    if _ended(part):
        return part.of(Meter)
    told = next((n for n, b in part.given if isinstance(b, Prose) and b.style == "story"), None)
    return tuple((n, b) for n, b in part.given if n == told or isinstance(b, Heading) and b.style == "subtitle")


def _left(part: Space, x: float, y: float, width: float, tall: float) -> Iterator[Box]:
    given = _aside(part)
    column = Column(width, part.scale, part.view.focus, story=ABOUT, subtitle=NAME)
    items, meters = blocks.blocks(given, column), flow.one(blocks.gauges(given, column))
    below = flow.height(items) + meters.height
    room = max(90.0, min(tall - below - 24, width * 0.98 if items else tall))
    if _ended(part):
        yield flow.place(part, (x, y, width, room), Photo("", SUBJECT), None)
    elif face := part.picture("figure"):
        yield from flow.portrait(face, x, y, width, room)
    yield Box((x + 16, y - 36, 34, 74), Figure("clip"))
    yield from flow.stack(items, x, y + room + 14)
    yield from meters.at(x, y + tall - meters.height)


def _sheets(part: Space, wide: bool, width: float, tall: float, alone: bool) -> tuple[tuple[Item, ...], ...]:
    """The right page, on one sheet if it can be."""
    once, full, last = (tall - 18 - _foot(part, *at, width).height for at in ((0, 1), (0, 2), (1, 2)))
    items = _right(part, wide, width, theme.CARD_STORY)
    for tried in (items, _right(part, wide, width, theme.TIGHT_STORY)):
        if alone and len(found := flow.sheets(tried, once, once)) == 1:
            return found
    return flow.sheets(items, full, last)


def _right(part: Space, wide: bool, width: float, story: theme.Type) -> tuple[Item, ...]:
    column = Column(width, part.scale, part.view.focus, story, replace(theme.NOTE, color=theme.INK_2), subtitle=NAME)
    elsewhere = (*(_aside(part) if wide else ()), *part.of(Button))
    given = tuple(p for p in part.given if p not in elsewhere and not (_barred(part) and blocks.slug(p)))
    head = tuple(takewhile(lambda pair: isinstance(pair[1], Heading | Picture), given))
    rest = (*blocks.blocks(given[len(head) :], column), *blocks.gauges(given, column))
    if not wide and not _ended(part):
        return (_beside(head, part.picture("figure"), replace(column, width=width - 150)), *rest)
    stamped = 176 if wide and _ended(part) else 0
    named = (pair for pair in head if not blocks.slug(pair))
    slugs = (pair for pair in head if blocks.slug(pair))
    return (*blocks.blocks(named, replace(column, width=width - stamped)), *blocks.blocks(slugs, column), *rest)


def _beside(head: Numbered, picture: Picture | None, column: Column) -> Item:
    """Where there is no left page: the face, and beside it whose chair it is."""
    given = tuple(pair for pair in head if not isinstance(pair[1], Picture))
    first = replace(column, title=replace(theme.NAME, color=theme.INK), subtitle=theme.ASIDE)
    items = (*blocks.blocks(given[:-1], first), *blocks.blocks(given[-1:], column))
    face = flow.portrait(picture, 0, 0, 130, 130) if picture else ()
    return Item((*face, *flow.stack(items, 150, 0)), max(130.0, flow.height(items)), keep=True)
