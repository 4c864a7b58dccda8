"""Pages that lie in a folder: who is to be played, and how it ended. A picture on the left page, the text on the right."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from game.app.page import Block, Button, Heading, Meter, Page, Picture, Prose
from game.faces.window import blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Figure, Item, Photo, Rect, Shape, Tile, Turn, fill
from game.faces.window.flow import Column, Numbered, words
from game.faces.window.press import Knob
from game.faces.window.scene import SUBJECT, gauges, meters
from game.faces.window.space import Space, View
from game.faces.window.theme import Type

FILE, TAB = "ДЕЛО · FILE", Type(theme.NARROW, 17, 24)
NAME = Type(theme.BLACK, 41, 43, theme.RED_TEXT, caps=True)
ABOUT = Type(theme.SERIF, 20, 27, italic=theme.SERIF_ITALIC, least=18)
STAMPS = {"As it happened": "stamp-as-it-happened", "A road not taken": "stamp-not-taken"}
LEFT, BAR, EDGE = 336.0, 74.0, 46.0  # the left page, the bar above the folder, the bar's margin
BAR_TITLE = lettering.colored(theme.TITLE, theme.PAPER_LIGHT)
BAR_NOTE = lettering.colored(theme.ASIDE, theme.PAPER_DARK)


@dataclass(frozen=True, slots=True)
class Part:
    """One dossier: its picture, what stands on the left page and on the right one, what can be pressed."""

    picture: Picture | None
    left: Numbered
    right: Numbered
    slips: Numbered
    knobs: tuple[Knob, ...]


def folder(page: Page, space: Space, view: View) -> Iterator[Box]:
    roomy = space.width > 900 and space.height > 500
    barred = page.kind == "roles" and space.height > 500
    margin, top = (
        28.0 if roomy else 10.0,
        (BAR + 4 if barred else 0.0) + (44.0 if roomy or page.kind == "ending" else 34.0),
    )
    rect = (margin, top, space.width - 2 * margin, space.height - top - (18 if roomy else 8))
    yield Box((0, 0, space.width, space.height), Photo("back-archive", light=0.55, color=theme.INK_2))
    yield from _bar(page, space) if barred else ()
    yield from _cover(rect, space)
    within = (rect[0] + 18, top + 12, rect[2] - 36, rect[3] - 32)
    yield from _pages(page, space, view, within, barred)


def _bar(page: Page, space: Space) -> Iterator[Box]:
    """The page's own title, over the folder."""
    given = [block for block in page.blocks[: _starts(page)[0]] if isinstance(block, Heading)]
    room = space.width - 2 * EDGE
    title = flow.one(words(h.text, BAR_TITLE, room, space.scale) for h in given if h.style == "title")
    below = flow.one(words(h.text, BAR_NOTE, room, space.scale) for h in given if h.style == "subtitle")
    yield fill(0, 0, space.width, BAR, theme.INK)
    yield fill(0, BAR, space.width, 5, theme.RED)
    yield from title.at(EDGE, (BAR - title.height) / 2)
    if title.width + below.width + 60 < room:
        yield from below.at(space.width - EDGE - below.width, (BAR - below.height) / 2 + 2)


def _cover(rect: Rect, space: Space) -> Iterator[Box]:
    x, y, width, tall = rect
    yield fill(x + 6, y + 8, width, tall, theme.INK)
    yield Box((x, y - 24, 190, 25), Shape(((0, 0), (0.86, 0), (1, 1), (0, 1)), theme.FOLDER))
    yield fill(x, y, width, tall, theme.FOLDER)
    yield fill(x, y + tall - 12, width, 12, theme.FOLDER_DARK)
    yield from words(FILE, TAB, 160, space.scale).at(x + 18, y - 22)


def _pages(page: Page, space: Space, view: View, rect: Rect, barred: bool) -> Iterator[Box]:
    x, y, width, tall = rect
    wide = width > 820 and tall > 380
    side = min(LEFT, 0.34 * width)
    shift, pad = (side + 16, 26.0 if width > 1000 else 20.0) if wide else (0.0, 18.0)
    inner, free = width - shift - 2 * pad, tall - 2 * pad + 10
    parts = tuple(_parts(page, barred, wide))
    laid = [(part, sheet) for part in parts for sheet in _sheets(part, page, space, view, (inner, free), len(parts))]
    number = min(view.sheet, len(laid) - 1)
    part, sheet = laid[number]
    if wide:
        yield from _sheet((x, y, side, tall))
        yield from _left(part, page, space, view, (x + 22, y + 22, side - 44, tall - 40))
    left = x + shift
    right = left + pad + inner
    if barred:
        slips = blocks.tapes([b.text for _, b in part.slips if isinstance(b, Heading)], inner, space.scale)
        yield from slips.at(right - slips.width, y - 44)
    yield from _sheet((left, y, width - shift, tall))
    yield from flow.stack(sheet, left + pad, y + pad - 8)
    icons = press.icons(page, view, theme.PAPER)
    yield from icons.at(right - icons.width + 10, y - 56)
    foot = _foot(part, number, len(laid), space, view, inner, page.kind == "ending")
    end = y + tall - pad - foot.height + 4
    yield from foot.at(left + pad, end)
    yield from press.leaf(number, len(laid), space, view, right, end + foot.height - 34)
    if (name := _stamp(page)) and wide and number == 0 and (not barred or len(laid) == 1):
        x, y = (right - 166, end - 36) if barred else (right - 172, y + 14)
        yield Box((x, y, 166, 88), Figure(name))


def _stamp(page: Page) -> str:
    labels = (block.text for block in page.blocks if isinstance(block, Heading) and block.style == "label")
    return "stamp-open" if page.kind == "roles" else next((STAMPS[text] for text in labels if text in STAMPS), "")


def _foot(part: Part, number: int, count: int, space: Space, view: View, width: float, ending: bool) -> Item:
    """What can be pressed: the next sheet, while there is one; a dossier can be opened without reading it all."""
    kept = () if ending else part.knobs
    more = (press.turn("Next page", press.NEXT, Turn(number + 1), kept, "main" if ending else "second"),)
    knobs = (*kept, *more) if number < count - 1 else part.knobs
    return press.row(knobs, space, view, width - (130 if count > 1 else 0), True)


def _sheet(rect: Rect) -> Iterator[Box]:
    x, y, width, tall = rect
    yield fill(x + 5, y + 5, width, tall, theme.FOLDER_DARK)
    yield Box(rect, Tile("paper", theme.PAPER))


def _starts(page: Page) -> list[int]:
    """Where a dossier begins: at each face; an ending is one."""
    faces = [n for n, b in enumerate(page.blocks) if isinstance(b, Picture) and b.style == "figure"]
    return faces if page.kind == "roles" and faces else [0]


def _parts(page: Page, barred: bool, wide: bool) -> Iterator[Part]:
    """The page cut into its dossiers. Second buttons belong to all of them."""
    numbered, starts = tuple(enumerate(page.blocks)), _starts(page)
    knobs = press.knobs(page)
    for start, end in zip(starts, [*starts[1:], len(numbered)], strict=True):
        begin = 0 if start == starts[0] and not barred else start
        given = tuple((n, b) for n, b in numbered[begin:end] if not isinstance(b, Button))
        mine = tuple(k for k in knobs if begin <= k.press.key[1] < end or k.style == "second")
        left = tuple(_aside(page, given)) if wide else ()
        face = page.blocks[start] if page.kind == "roles" else flow.picture(page, "place")
        slips = tuple(pair for pair in given if barred and _slug(pair))
        right = tuple(pair for pair in given if pair not in (*left, *slips))
        yield Part(face if isinstance(face, Picture) else None, left, right, slips, mine)


def _aside(page: Page, given: Numbered) -> Iterator[tuple[int, Heading | Prose | Meter]]:
    """What stands on the left page: the name and what is said of the person; after an ending the meters."""
    told = False
    for number, block in given:
        match block:
            case Meter() if page.kind == "ending":
                yield number, block
            case Heading(_, "subtitle") if page.kind == "roles":
                yield number, block
            case Prose(_, "story") if page.kind == "roles" and not told:
                told = True
                yield number, block
            case _:
                pass


def _left(part: Part, page: Page, space: Space, view: View, rect: Rect) -> Iterator[Box]:
    x, y, width, tall = rect
    column = Column(width, space.scale, view.focus, story=ABOUT, subtitle=NAME)
    items = blocks.blocks(part.left, column)
    found = meters(replace(page, blocks=tuple(block for _, block in part.left)), space, width, theme.PAPER)
    below = flow.height(items) + found.height
    room = max(90.0, min(tall - below - 24, width * 0.98 if items else tall))
    if part.picture and part.picture.style == "figure":
        yield from flow.portrait(part.picture, x, y, width, room)
    elif part.picture:
        yield Box((x, y, width, room), Photo(part.picture.name, SUBJECT), part.picture.words)
    yield Box((x + 16, y - 36, 34, 74), Figure("clip"))
    yield from flow.stack(items, x, y + room + 14)
    yield from found.at(x, y + tall - found.height)


def _sheets(
    part: Part, page: Page, space: Space, view: View, room: tuple[float, float], parts: int
) -> tuple[tuple[Item, ...], ...]:
    """The right page, on one sheet if it can be."""
    width, tall = room
    items = _right(part, page, space, view, width)
    ending = page.kind == "ending"
    last = tall - 18 - _foot(part, 0, 1, space, view, width, ending).height
    for tried in (items, _right(part, page, space, view, width, theme.TIGHT_STORY)):
        if parts == 1 and len(found := flow.sheets(tried, last, last)) == 1:
            return found
    last = tall - 18 - _foot(part, 1, 2, space, view, width, ending).height
    full = tall - 18 - _foot(part, 0, 2, space, view, width, ending).height
    return flow.sheets(items, full, last)


def _right(
    part: Part, page: Page, space: Space, view: View, width: float, story: Type = theme.CARD_STORY
) -> tuple[Item, ...]:
    column = Column(width, space.scale, view.focus, story, replace(theme.NOTE, color=theme.INK_2), subtitle=NAME)
    split = next((n for n, b in part.right if not isinstance(b, Heading | Picture)), len(page.blocks))
    head = tuple(pair for pair in part.right if pair[0] < split)
    rest = blocks.blocks((pair for pair in part.right if pair[0] >= split), column)
    if part.left or page.kind == "ending":
        stamped = 176 if part.left and page.kind == "ending" else 0
        named = tuple(pair for pair in head if not _slug(pair))
        items = blocks.blocks(named, replace(column, width=width - stamped))
        items += blocks.blocks((pair for pair in head if _slug(pair)), column)
    else:
        items = (_beside(head, part.picture, replace(column, width=width - 150)),)
    given = replace(page, blocks=tuple(block for _, block in part.right))
    return (*items, *rest, *gauges(given, space, width, theme.PAPER))


def _slug(pair: tuple[int, Block]) -> bool:
    return isinstance(pair[1], Heading) and pair[1].style == "slug"


def _beside(head: Numbered, picture: Picture | None, column: Column) -> Item:
    """Where there is no left page: the face, and beside it whose chair it is."""
    given = tuple(pair for pair in head if not isinstance(pair[1], Picture))
    first = replace(column, title=lettering.colored(theme.NAME, theme.INK), subtitle=theme.ASIDE)
    items = (*blocks.blocks(given[:-1], first), *blocks.blocks(given[-1:], column))
    face = flow.portrait(picture, 0, 0, 130, 130) if picture else ()
    return Item((*face, *flow.stack(items, 150, 0)), max(130.0, flow.height(items)), keep=True)
