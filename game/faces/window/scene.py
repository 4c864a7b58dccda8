"""A page of play: the poster on the left, the blade, the file on the right; in the narrow way a rail and the file."""

from collections.abc import Iterator
from dataclasses import replace

from game.app.page import Heading, Meter, Page, Picture
from game.faces.window import assets, blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Cells, Icon, Item, Photo, Rect, Shape, Tile, Turn, fill, slab
from game.faces.window.flow import Column, Numbered, words
from game.faces.window.space import Space, View
from game.faces.window.theme import Color

COLUMN, MARGIN, BLADE = 644.0, 36.0, 40.0
SIZES = (  # the prose of a page, and what must stay free below it: a short page has larger letters
    (replace(theme.STORY, size=26, line=38), 110.0),
    (replace(theme.STORY, size=25, line=36), 95.0),
    (replace(theme.STORY, size=24, line=35), 80.0),
    (replace(theme.STORY, size=23, line=33), 65.0),
    (theme.STORY, 0.0),
    (theme.CARD_STORY, 0.0),
    (theme.TIGHT_STORY, 0.0),
)
SUBJECT = (0.275, 0.5)  # of every backdrop, as a share of it
THIRD = 140.0  # the least width of a meter among three in a row
STAGE = (0.31, 0.5)  # the same behind a figure, which stands to the right of it


def scene(page: Page, space: Space, view: View) -> Iterator[Box]:
    yield Box((0, 0, space.width, space.height), Tile("paper", theme.PAPER))
    if space.narrow:
        rail = min(max(0.235 * space.width, 172.0), 226.0)
        yield from _rail(page, space, rail)
        yield from _file(page, space, view, rail + 40, space.width - 24)
    else:
        poster = max(space.width - COLUMN - 72 - MARGIN, 0.36 * space.width)
        yield from _poster(page, space, poster)
        yield from _file(page, space, view, poster + 72, space.width - MARGIN)


def _poster(page: Page, space: Space, width: float) -> Iterator[Box]:
    hud = _hud(page, space, width)
    floor = space.height - hud.height
    yield _place(page, (0, 0, width + BLADE, floor))
    if figure := flow.picture(page, "figure"):
        high = min(0.49 * space.height, floor * 0.62, width * 0.7)
        yield flow.bust(figure, width * 0.712 - high / 2, floor - high, high, high)
        yield from _plate(figure, space, floor, width - 40)
    yield from hud.at(0, floor)
    yield from _blade(width, BLADE, space)


def _blade(x: float, width: float, space: Space) -> Iterator[Box]:
    yield Box((x + 0.3 * width, 0, width, space.height), Tile("paper", theme.PAPER))
    yield Box((x, 0, width, space.height), Shape(((0.3, 0), (1, 0), (0.3, 1), (0, 1)), theme.RED))


def _place(page: Page, rect: Rect) -> Box:
    place = flow.picture(page, "place")
    return Box(rect, Photo(place.name, STAGE) if place else Tile("ink", theme.INK), place.words if place else "")


def _plate(figure: Picture, space: Space, floor: float, room: float) -> Iterator[Box]:
    """The name on an ink slab with a red tick, over the chest."""
    name = words(figure.caption, theme.NAME, room - 62, space.scale)
    below = words(figure.subtitle, theme.DESCRIPTION, room - 62, space.scale)
    tall = name.height + below.height + 14
    if figure.caption:
        wide = max(min(322.0, room), name.width + 62, below.width + 62)
        yield slab((0, floor - tall, wide, tall), theme.INK, 16)
        yield fill(0, floor - tall, 10, tall, theme.RED)
        yield from name.at(28, floor - tall + 4)
        yield from below.at(28, floor - below.height - 8)


def _hud(page: Page, space: Space, width: float) -> Item:
    """The meters on ink."""
    grid = meters(page, space, width - 22 - 16)
    if not grid.height:
        return grid
    tall = grid.height + 40
    ground = (fill(0, 0, width + 14, tall, theme.INK), fill(0, 0, width + 14, 4, theme.RED))
    return Item((*ground, *grid.at(22, 19)), tall)


def meters(page: Page, space: Space, width: float, ground: Color = theme.INK) -> Item:
    return flow.one(gauges(page, space, width, ground))


def gauges(page: Page, space: Space, width: float, ground: Color) -> tuple[Item, ...]:
    """All meters of a page, in two columns where their names have the room, in three on a wide page."""
    given = [block for block in page.blocks if isinstance(block, Meter)]
    names = [words(each.title, theme.METER, flow.LINE, space.scale).width for each in given]
    least = 0.76 * max(names, default=0) + 84
    rooms = {1: 0.0, 2: least, 3: max(least, THIRD)}
    across = max(n for n in rooms if n <= max(1, len(given)) and (width - 26 * (n - 1)) / n >= rooms[n])
    items = [meter(each, (width - 26 * (across - 1)) / across, space, ground) for each in given]
    lines = [items[n : n + across] for n in range(0, len(items), across)]
    return tuple(replace(flow.beside(line, width + 1, 26), gap=16) for line in lines)


def meter(given: Meter, width: float, space: Space, ground: Color = theme.INK) -> Item:
    """Icon, name, change, value and cells; a change that is a sentence stands below."""
    dark = ground == theme.INK
    color = theme.PAPER_LIGHT if dark else theme.INK
    thaw = theme.TEAL_LIGHT if dark else theme.TEAL
    accent = thaw if given.name == "thaw" else color
    sign = given.note if len(given.note) <= 4 else ""
    x = 36.0 if width >= 150 else 0.0
    type = lettering.colored(theme.METER, color)
    value = words(str(given.value), type, width, space.scale, 1)
    number = words(str(given.value), type, flow.LINE, space.scale).width
    fate = (theme.LOSS if dark else theme.RED_TEXT) if sign[:1] in "-−" else thaw
    change = words(sign, lettering.colored(theme.CHANGE, fate), width - number - 14, space.scale, 1)
    moved = 12 + words(sign, theme.CHANGE, flow.LINE, space.scale).width if sign else 0.0
    room = width - x - number - moved - 8
    title = words(given.title, flow.fitted(given.title, type, room, space.scale), room, space.scale)
    limit = lettering.colored(theme.LIMIT, theme.PAPER_DARK if dark else theme.MUTE)
    below = words("" if sign else given.note, limit, width - x, space.scale)
    off = theme.CELL_ON_INK if dark else theme.CELL_ON_PAPER
    cells = Cells(given.value - given.low, max(1, given.high - given.low), accent, off, ground)
    known = assets.icon(given.name)
    sign_of = Icon(given.name, accent) if known else Shape(((0.5, 0.1), (0.9, 0.5), (0.5, 0.9), (0.1, 0.5)), accent)
    y = title.height + 1
    return Item(
        (
            *((Box((0, 5, 26, 26), sign_of),) if x else ()),
            *title.at(x, 0),
            *change.at(0, 0),
            *value.at(0, 0),
            Box((x, y, width - x, 9), cells),
            *below.at(x, y + 11),
        ),
        y + 9 + (below.height + 3 if below.height else 0),
        16,
    )


def _rail(page: Page, space: Space, width: float) -> Iterator[Box]:
    """Bust, name and meters beside the file."""
    tall, figure = space.height, flow.picture(page, "figure")
    below = flow.one(replace(row, gap=12) for row in gauges(page, space, width - 32, theme.INK))
    name = words(figure.caption if figure else "", lettering.sized(theme.NAME, 0.86), width - 32, space.scale)
    about = words(figure.subtitle if figure else "", theme.DESCRIPTION, width - 32, space.scale)
    named = name.height + about.height
    floor = min(tall - below.height - named - 50, width * (1.35 if tall < 700 else 1.7))
    yield fill(0, 0, width + 10, tall, theme.INK)
    if floor >= 60:
        yield _place(page, (0, 0, width + 10, floor))
        if figure:
            yield flow.bust(figure, 4, floor * 0.06, width - 4, floor * 0.94)
        yield fill(0, floor, width + 10, 4, theme.RED)
    floor = floor if floor >= 60 else 0.0
    yield from name.at(16, floor + 12)
    yield from about.at(16, floor + 12 + name.height)
    yield from below.at(16, floor + named + 30)
    yield from _blade(width, 22, space)


def _file(page: Page, space: Space, view: View, left: float, right: float) -> Iterator[Box]:
    """Where and when, the prose in sheets, the choices."""
    low = space.low
    width, top = right - left, 8.0 if low else 14.0 if space.narrow else 20.0
    icons = press.icons(page, view)
    opening = _opening(page)
    slugs = [block.text for n, block in enumerate(page.blocks) if n in opening and isinstance(block, Heading)]
    head = _header(slugs, space, width - icons.width - 6, low)
    yield from icons.at(right - icons.width + 10, top - 4)
    yield from head.at(left, top)
    y = top + head.height + (8 if low else 14)
    y = y if low else max(y, 62.0 if space.narrow else 80.0)
    body = tuple((n, block) for n, block in enumerate(page.blocks) if n not in opening)
    yield from _sheets(page, body, space, view, (left, y, width, space.height - y - (12 if low else 33)))


def _opening(page: Page) -> set[int]:
    """The numbers of the slugs before the first prose."""
    found: set[int] = set()
    for number, block in enumerate(page.blocks):
        match block:
            case Heading(_, "slug"):
                found.add(number)
            case Picture():
                pass
            case _:
                break
    return found


def _header(slugs: list[str], space: Space, room: float, low: bool) -> Item:
    """Tape, side by side; plain type where the window is low."""
    if low:
        type = replace(theme.SLUG, size=18, line=22, color=theme.RED_TEXT)
        return words("  ".join(slugs).upper(), type, room, space.scale)
    return blocks.tapes(slugs, room, space.scale)


def _sheets(page: Page, body: Numbered, space: Space, view: View, room: Rect) -> Iterator[Box]:
    """Choices stand below the last sheet; in the narrow way at the foot of every sheet."""
    x, y, width, tall = room
    column = Column(width, space.scale, view.focus)
    knobs = press.knobs(page)
    dock = press.rows(knobs, space, view, width, tall * (0.55 if space.narrow else 0.75))
    free = tall - dock.height - (18 if dock.height else 0)
    turning = 48.0 if space.low else 62.0
    for story, spare in ((theme.STORY, 0.0),) if space.low else SIZES:
        items = blocks.blocks(body, replace(column, story=story))
        if len(pages := flow.sheets(items, free - spare, free - spare)) == 1:
            break
    else:
        items = blocks.blocks(body, column)
        beneath = free - turning + 12
        pages = flow.sheets(items, *((beneath, beneath) if space.narrow else (tall - turning, free)))
    sheet = min(view.sheet, len(pages) - 1)
    last = sheet == len(pages) - 1
    yield from flow.stack(pages[sheet], x, y)
    spare = free - flow.height(pages[sheet])
    dock, air = _calm(dock, knobs, space, view, width, spare) if last and not space.narrow else (dock, 18.0)
    end = y + tall - dock.height if space.narrow else y + flow.height(pages[sheet]) + air
    if space.narrow or last:
        yield from dock.at(x, end)
    if space.narrow and len(pages) > 1:
        yield from _turn(knobs, sheet, len(pages), space, view, (x, end - turning + 6, width, 46))
    elif not last:
        yield from _turn((), sheet, len(pages), space, view, (x, end, width, 46))
    else:
        yield from press.leaf(sheet, len(pages), space, view, x + width, space.height - 33)


def _calm(
    dock: Item, knobs: tuple[press.Knob, ...], space: Space, view: View, width: float, spare: float
) -> tuple[Item, float]:
    """The choices, and the air above them: further apart where the sheet has the room."""
    rows = flow.one(replace(press.rows((knob,), space, view, width, space.height), gap=12) for knob in knobs)
    grown = rows.height - dock.height
    if 0 <= grown <= spare - 24:
        return rows, max(28.0, min(44.0, 18 + (spare - grown) / 4))
    return dock, max(18.0, min(28.0, 18 + spare))


def _turn(knobs: tuple[press.Knob, ...], sheet: int, count: int, space: Space, view: View, room: Rect) -> Iterator[Box]:
    x, y, width, _ = room
    if sheet < count - 1:
        knob = press.turn("Go on", press.NEXT, Turn(sheet + 1), knobs)
        yield from press.slab(knob, space, view, width, True).at(x, y)
    yield from press.leaf(sheet, count, space, view, x + width, y + 12)
