"""A vote: the table, a head for each voter, hands that go up in turn, the count. The page is whole when all are up."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from game.app.page import Page, Prose, Row, said
from game.core.text import Run
from game.faces.window import blocks, flow, lettering, press, theme
from game.faces.window.box import Box, Figure, Item, Photo, Space, Tile, fill, still
from game.faces.window.flow import Column, words

HALLS = {"for": "For", "abstains": "Abstained", "against": "Against"}
CARDS = {"for": "ЗА", "abstains": "ВОЗДЕРЖ.", "against": "ПРОТИВ"}
COLORS: dict[str, theme.Color] = {"for": theme.RED, "abstains": theme.INK_3, "against": theme.TEAL}
MOTION = theme.Type(theme.BLACK, 38, 42)
HALL = theme.Type(theme.BLACK, 27, 29, theme.PAPER_LIGHT, caps=True)
COUNT = theme.Type(theme.BLACK, 96, 96, theme.WHITE)
VOTER = theme.Type(theme.NARROW, 18.5, 24)
SAID = theme.Type(theme.EXTRA_BOLD, 20, 24, theme.WHITE)
RESULT = theme.Type(theme.SERIF_BOLD, 22, 30, theme.PAPER_LIGHT, theme.SERIF_ITALIC, least=18)
SMALL = replace(RESULT, size=18, line=22)
TABLE, SLANT, SQUARE, EDGE = 86.0, 38.0, 96.0, 0.1  # the last: what a count or an empty side has of the width
STAGE, STRIPS = 330.0, 168.0  # the least that the table takes, and cards in its place
BAIZE_SHADOW: theme.Color = (0x1B, 0x33, 0x2A)


@dataclass(frozen=True, slots=True)
class Hall:
    """One side of the room: how it votes, where it lies, and who sits there with the number of their hand."""

    side: str
    x: float
    width: float
    rows: tuple[tuple[int, Row], ...]
    inset: float  # kept free of hands for the count

    def count(self, raised: int) -> int:
        """How many have voted so, of as many hands as are up."""
        return sum(row.seats for number, row in self.rows if number < raised)

    def seats(self) -> Iterator[tuple[float, int, Row]]:
        """The middle of each seat."""
        for place, (number, row) in enumerate(self.rows):
            yield self.x + self.inset + 15 + self.seat * (place + 0.5), number, row

    @property
    def seat(self) -> float:
        return (self.width - self.inset - 30) / max(1, len(self.rows))


def voters(page: Page) -> tuple[Row, ...]:
    return tuple(block for block in page.blocks if isinstance(block, Row))


def vote(space: Space) -> Iterator[Box]:
    given = voters(space.page)
    raised = len(given) if space.view.hands is None else space.view.hands
    head, halls = _head(space), _halls(given, space.width)
    widest = max((words(row.text, VOTER, space.scale).width for row in given), default=0)
    fits = all(hall.seat > widest + 10 for hall in halls if hall.rows)
    free = space.height - head.height
    beside = free - (STAGE if fits else STRIPS)
    foot = _foot(space, raised, beside if beside > 150 else free)
    top, floor = head.height, space.height - foot.height
    seated = fits and floor - top >= STAGE - 1
    floor = top if floor - top < 100 else floor
    if floor > top:
        yield from (_table if seated else _list)(halls, raised, space, top, floor)
    yield Box((0, 0, space.width, top), Tile("paper", theme.PAPER))
    yield from head.boxes
    yield fill(0, floor, space.width, space.height - floor, theme.INK)
    yield from (fill(0, top - 5, space.width, 5, theme.RED), fill(0, floor, space.width, 4, theme.RED))
    yield from foot.at(0, floor)


def _head(space: Space) -> Item:
    """When and where, and the motion."""
    left, scale = 46.0 if space.width > 900 else 24.0, space.scale
    icons = press.icons(space)
    room = space.width - 2 * left
    tapes = blocks.tapes(space.headings("slug"), Column(room - icons.width, scale))
    type = lettering.sized(MOTION, 0.75 if space.low else 1)
    motion = flow.one(flow.line(text, type, scale, room) for text in space.headings("title"))
    y = 10 + (max(tapes.height, icons.height - 8) if tapes.height else 0) + 4
    corner = icons.at(space.width - left - icons.width + 10, 8)
    boxes = (*tapes.at(left, 14), *(corner if space.view.hands is None else still(corner)), *motion.at(left, y))
    return Item(boxes, y + motion.height + 12)


def _foot(space: Space, raised: int, most: float) -> Item:
    """What is said as a hand goes up; then the result, what all have said, in sheets if need be, and the way on."""
    left = 44.0 if space.width > 900 else 24.0
    room = space.width - 2 * left
    sheets = _said(space, room, most - _result(space, left, room, 0, 2).height - 8)
    number = min(space.view.sheet, len(sheets) - 1)
    whole = _result(space, left, room, number, len(sheets))
    if space.view.hands is None:
        below = sheets[number]
        air = 8 if below.height else 0
        return Item((*whole.boxes, *below.at(left, whole.height - 8)), whole.height + below.height + air)
    told = [_note(row, RESULT, space, room) for row in voters(space.page)]
    now = told[raised - 1].at(left, 22) if raised else ()
    return Item(tuple(now), max(whole.height, *(note.height + 44 for note in told)))


def _result(space: Space, left: float, room: float, number: int, count: int) -> Item:
    button = press.row(press.ahead(press.knobs(space), number, count, ()), space, room)
    free = room - button.width - (190 if count > 1 else 40)
    column = Column(free, space.scale, space.view.focus, theme.ON_INK, RESULT)
    said = flow.one(blocks.blocks(space.of(Prose), column))
    tall = max(said.height, button.height) + 38
    x, y = left + room - button.width, (tall - button.height) / 2 + 2
    leaf = press.leaf(number, count, space, x - 28, y + 12)
    return Item((*said.at(left, (tall - said.height) / 2 + 2), *button.at(x, y), *leaf), tall)


def _note(row: Row, type: theme.Type, space: Space, width: float) -> Item:
    """The voter's name and what is read as the hand goes up; nothing if nothing is."""
    told = (Run(f"{said(row.text)}  "), *(replace(run, italic=True) for run in row.note))
    return words(told if row.note else (), type, space.scale, width)


def _said(space: Space, room: float, most: float) -> tuple[Item, ...]:
    """All notes, in two columns where there is room, each read downward; one item a sheet."""
    wide = room if space.low else (room - 36) / 2
    given = sorted(voters(space.page), key=lambda row: list(HALLS).index(row.mark))  # as they sit
    told = [_note(row, SMALL, space, wide) for row in given if row.note]
    deep = len(told) if space.low else -(-len(told) // 2)
    lines = ([replace(note, boxes=(Box((0, 0, wide, 1), None), *note.boxes)) for note in told[n::deep]]
             for n in range(deep))  # fmt: skip
    rows = tuple(replace(flow.beside(line, room + 1, 36), gap=4) for line in lines)
    return tuple(flow.one(sheet) for sheet in flow.sheets(rows, most, most))


def _halls(given: tuple[Row, ...], width: float) -> tuple[Hall, ...]:
    """Each side as wide as its count asks, but never too narrow for its name."""
    rows = {side: tuple((n, row) for n, row in enumerate(given) if row.mark == side) for side in HALLS}
    sides = [side for side in HALLS if rows[side] or side != "abstains"]
    kept = {side: EDGE if side == "for" or not rows[side] else EDGE / 3 for side in sides}
    spare, x, found = 1 - sum(kept.values()), 0.0, []
    for side in sides:
        wide = width * (kept[side] + spare * len(rows[side]) / max(1, len(given)))
        found.append(Hall(side, x, wide, rows[side], EDGE * width if side == "for" and rows[side] else 0))
        x += wide
    return tuple(found)


def _table(halls: tuple[Hall, ...], raised: int, space: Space, top: float, floor: float) -> Iterator[Box]:
    edge = floor - TABLE
    size = min(SQUARE, 0.3 * (edge - top))
    high = min(230.0, (edge - top) * 0.59, edge - top - size - 56, 1.9 * min(hall.seat for hall in halls if hall.rows))
    for hall in halls:
        yield from _wall(hall, top, edge)
    for hall in halls:
        yield from _people(hall, raised, high, edge)
        yield from _tally(hall, raised, top + 14, size, space)
    yield Box((0, edge + 12, space.width, TABLE), Photo("baize", color=theme.BAIZE))
    yield fill(0, edge, space.width, 10, theme.WOOD)
    yield fill(0, edge + 10, space.width, 5, theme.INK)
    for hall in halls:
        for middle, number, row in hall.seats():
            card = _card(row, number < raised, min(hall.seat - 6, 108), space)
            yield from card.at(middle - card.boxes[1].rect[2] / 2, edge + 21)


def _wall(hall: Hall, top: float, edge: float) -> Iterator[Box]:
    """The wall behind; its left edge leans."""
    lean = SLANT if hall.x else 0.0
    rect = (hall.x - lean / 2, top, hall.width + (lean + SLANT) / 2, edge - top)
    name = {"for": "rays-red", "abstains": "ink"}.get(hall.side, "rays-teal")
    yield Box(rect, Photo(name, (0.2, 0.5), lean=lean / rect[2], color=COLORS[hall.side]))


def _tally(hall: Hall, raised: int, y: float, size: float, space: Space) -> Iterator[Box]:
    """The square that counts, with the side's name below it."""
    wide = min(hall.width, EDGE * space.width + 15 + (SLANT if hall.x else 0))
    name = words(HALLS[hall.side], HALL, space.scale)
    x = min(hall.x + (wide - size) / 2, space.width - (size + max(size, name.width)) / 2 - 8)
    yield from name.at(x + (size - name.width) / 2, y + size + 8)
    yield from _square(hall, raised, x, y, size, space)


def _square(hall: Hall, raised: int, x: float, y: float, size: float, space: Space) -> Iterator[Box]:
    yield fill(x + 6, y + 6, size, size, theme.INK)
    yield fill(x, y, size, size, theme.PAPER_LIGHT)
    yield fill(x + size * 0.05, y + size * 0.05, size * 0.9, size * 0.9, COLORS[hall.side])
    digit = words(str(hall.count(raised)), lettering.sized(COUNT, size / SQUARE), space.scale, size, 0.5)
    yield from digit.at(x, y + (size - digit.height) / 2)


def _people(hall: Hall, raised: int, high: float, edge: float) -> Iterator[Box]:
    """Hands behind heads. Heights differ a little, and always in the same way."""
    for middle, number, row in hall.seats():
        if hall.side == "for" and number < raised:
            tall = high * (1.36 + 0.05 * ((number * 7) % 4))
            x = middle + min(hall.seat * 0.5, 58) - tall * 80 / 600
            yield Box((x, edge - tall, tall * 160 / 600, tall), Figure(row.picture.replace("bust-", "hand-", 1)))
    for middle, number, row in hall.seats():
        tall = high * (1 + 0.03 * ((number * 5) % 3 - 1))
        wide = tall * 400 / 460
        yield Box((middle - wide / 2, edge - tall, wide, tall), Figure(row.picture), f"{said(row.text)}: {row.mark}")


def _card(row: Row, flipped: bool, least: float, space: Space, tall: float = 99) -> Item:
    """A name on a card, which shows the vote once the hand is counted; in its color alone where it cannot be `tall`."""
    name, said = words(row.text, VOTER, space.scale), words(CARDS[row.mark], SAID, space.scale)
    wide, high = max(least, name.width + 12, said.width + 12), name.height + said.height + 6
    if high > tall:
        type = replace(VOTER, color=theme.WHITE if flipped else theme.INK)
        plate = fill(0, 0, wide, name.height, COLORS[row.mark] if flipped else theme.PAPER_LIGHT)
        return Item((plate, *words(row.text, type, space.scale, wide, 0.5).boxes), name.height)
    lower = [fill(10, high - said.height / 2, wide - 20, 1, theme.PAPER_DARKER)]
    if flipped:
        at = name.height + 4
        lower = [fill(0, at, wide, said.height + 2, COLORS[row.mark]), *said.at((wide - said.width) / 2, at)]
    plates = (fill(0, 0, wide, high, theme.PAPER_LIGHT), fill(4, high, wide, 4, BAIZE_SHADOW), *lower)
    return Item((*plates, *name.at((wide - name.width) / 2, 2)), high)


def _list(halls: tuple[Hall, ...], raised: int, space: Space, top: float, floor: float) -> Iterator[Box]:
    """Where the table has no room: the counts in a row, and below them the voters in the order of their hands."""
    yield Box((0, top, space.width, floor - top), Photo("baize", color=theme.BAIZE))
    for place, hall in enumerate(halls):
        x = 24 + place * (space.width - 36) / len(halls)
        name = words(HALLS[hall.side], HALL, space.scale)
        yield from _square(hall, raised, x, top + 8, 44, space)
        yield from name.at(x + 58, top + 30 - name.height / 2)
    given = tuple(enumerate(voters(space.page)))
    cards = [_card(row, True, 0, space) for _, row in given]
    room, widest, high = space.width - 36, max(card.width for card in cards), cards[0].height
    fitting = [n for n in range(1, len(cards) + 1) if room / n >= widest + 6] or [len(cards)]
    columns = max(fitting, key=lambda n: min((floor - top - 66) / -(-len(cards) // n), room / n + high))
    wide, tall = room / columns, (floor - top - 66) / -(-len(cards) // columns)
    face = min(tall - high - 8, wide - 6, 170.0)
    for place, (number, row) in enumerate(given):
        x, y = 18 + place % columns * wide + 5, top + 62 + place // columns * tall
        if face >= 40:
            yield Box((x, y, wide - 10, face), Figure(row.picture), f"{said(row.text)}: {row.mark}")
            y += face
        yield from _card(row, number < raised, wide - 10, space, tall - 4).at(x, y)
