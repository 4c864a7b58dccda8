"""The blocks of a page as items: prose, headings, tape, the rows of a card, keys, lines of a report."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from game.app.message import Open
from game.app.page import Block, Field, Heading, Meter, Prose, Row
from game.core.text import Paragraph, Run
from game.faces.window import assets, lettering, theme
from game.faces.window.box import TERM_KEY, Box, Cells, Fill, Icon, Item, Key, Pair, Press, Shape, Words, fill, frame
from game.faces.window.flow import Column, beside, height, line, narrowed, one, stack, words

MARKS: dict[str, theme.Color] = {"documented": theme.INK, "disputed": theme.DISPUTED, "imagined": theme.RED_TEXT}
INDENT, WORD = 20.0, 196.0  # of a document; the column of the marks on a card
THIRD = 140.0  # the least width of a meter among three in a row
TEETH = 9  # in the edge of a tape


def blocks(given: Iterable[Pair], column: Column) -> tuple[Item, ...]:
    """The blocks of a page, each with its number on it, as items; when and where stand side by side."""
    found: list[Item] = []
    for typed, group in groupby(given, slug):
        if typed:
            found.append(tapes((block.text for _, block in group if isinstance(block, Heading)), column))
        else:
            found += (item for number, block in group for item in _block(number, block, column))
    return tuple(found)


def slug(pair: Pair) -> bool:
    """Does a block say when or where."""
    return isinstance(pair[1], Heading) and pair[1].style == "slug"


def _block(number: int, block: Block, column: Column) -> Iterator[Item]:
    width, scale = column.width, column.scale
    match block:
        case Heading(text, "label"):
            yield replace(words(text, column.label, scale, width), gap=16, keep=True)
        case Heading(text, style):
            type, gap = (column.title, 24) if style == "title" else (column.subtitle, 4)
            yield replace(line(text, type, scale, width), gap=gap, keep=True)
        case Prose(paragraphs, "code"):
            yield one(code("\n".join(part.plain for part in paragraphs), column), 6, keep=True)
        case Prose(paragraphs, style):
            for place, part in enumerate(paragraphs):
                follows = place > 0 and paragraphs[place - 1].kind == part.kind
                yield from _prose(part, style, column, (TERM_KEY, number, place), follows)
        case Row(mark) if mark in MARKS:
            yield _statement(block, column, (TERM_KEY, number))
        case Row():
            yield _cap(block, column, (TERM_KEY, number))
        case Field(text):
            yield from code(text, column)


def _prose(part: Paragraph, style: str, column: Column, key: Key, follows: bool) -> Iterator[Item]:
    type, gap = (column.note, 8.0) if style == "note" else (column.story, 10.0)
    items = paragraph(part.runs, type, column, key, gap)
    if part.kind == "document":
        items = paragraph(part.runs, theme.DOCUMENT, column, key, 0 if follows else 14, INDENT)
        return (_ruled(item, theme.PAPER_DARKER, 4) for item in items)
    return (_ruled(item, theme.RED, -18) for item in items) if style == "reply" else items


def paragraph(
    runs: tuple[Run, ...], type: theme.Type, column: Column, key: Key, gap: float = 0, x: float = 0
) -> Iterator[Item]:
    """Each line is an item; the first and the last never stand alone."""
    found = lettering.wrap(runs, type, column.width - x, column.scale)
    tall = lettering.height(type, column.scale)
    for number, letters in enumerate(found):
        last = number == len(found) - 1
        box = lettering.box(letters, x, 0, tall, column.scale)
        alone = not last and number in (0, len(found) - 2)
        yield Item((*_links(box, letters, column, key), box), tall, 0 if number else gap, alone, last)


def _links(box: Box, letters: Words, column: Column, key: Key) -> Iterator[Box]:
    for piece in letters.pieces:
        if piece.entry:
            mine = (*key, piece.run)
            rect = (box.rect[0] + piece.x / column.scale, 0, piece.width / column.scale, box.rect[3])
            focused = mine == column.focus
            yield Box(rect, Fill(theme.TAPE) if focused else None, piece.text, Press(mine, Open(piece.entry)))
            yield from frame((rect[0] - 4, 0, rect[2] + 8, rect[3]), theme.RED, 2) if focused else ()


def _ruled(item: Item, color: theme.Color, x: float) -> Item:
    """A bar in the margin; it runs on through the lines of a paragraph."""
    return replace(item, boxes=(fill(x, 0, 4, item.height, color), *item.boxes))


def tapes(texts: Iterable[str], column: Column) -> Item:
    """Strips of tape with level type on them."""
    given, scale = [text.upper() for text in texts], column.scale
    room = column.width - 24.0 * len(given) - 6 * (len(given) - 1)
    plain = sum(words(text, theme.SLUG, scale).width for text in given)
    type = narrowed(theme.SLUG, scale, room / max(1.0, plain))
    letters = (line(text, type, scale, column.width - 24) for text in given)
    strips = (_tape(text, -0.07 if number % 2 else 0.08) for number, text in enumerate(letters))
    return replace(beside(strips, column.width, 6), gap=18, keep=True)


def _tape(letters: Item, tilt: float) -> Item:
    tall = letters.height + 10
    wide = letters.width + 24
    edge = ((0.05 * (n % 2) * tall / wide, tilt + (1 - n / (2 * TEETH)) * (1 - 2 * tilt)) for n in range(2 * TEETH + 1))
    torn = tuple((x, min(1.0, max(0.0, y))) for x, y in edge)
    strips = (((2, 3), theme.SHADOW), ((0, 0), theme.TAPE))
    shapes = (Box((x, y, wide, tall), Shape((*torn, (1, 0), (1, 1 - 2 * tilt)), color)) for (x, y), color in strips)
    return Item((*shapes, *letters.at(12, 5)), tall + 4)


def _statement(row: Row, column: Column, key: Key) -> Item:
    """A mark with its word, a claim and its source: side by side where there is room."""
    color, scale = MARKS[row.mark], column.scale
    label = words(row.mark, replace(theme.LABEL, color=color), scale, column.width - 36)
    x, y = (WORD, 0.0) if column.width >= 560 else (0.0, label.height + 4)
    within = replace(column, width=column.width - x)
    claim = (*paragraph(row.text, column.story, within, key), *paragraph(row.note, column.source, within, (), 4))
    mark = (fill(0, -12, column.width, 2, theme.PAPER_DARKER), Box((0, 2, 26, 26), Icon(row.mark, color)))
    return Item((*mark, *label.at(36, 0), *stack(claim, x, y)), y + height(claim), 0.9 * column.story.line)


def _cap(row: Row, column: Column, key: Key) -> Item:
    """A key as a cap, and what it does."""
    cap = replace(theme.METER, caps=False)
    label = words(row.mark, cap, column.scale, column.width * 0.4)
    wide, tall = label.width + 20, label.height + 6
    x = max(min(column.width * 0.42, 190.0), wide + 12)
    type = replace(column.note, color=theme.INK, size=18.5, line=25)
    does = tuple(paragraph(row.text, type, column, key, 0, x))
    plate = (fill(0, 0, wide, tall, theme.PAPER_DARKER), fill(0, 0, wide, tall - 3, theme.INK))
    drop = 1 + (lettering.base(cap, column.scale) - lettering.base(type, column.scale)) / column.scale
    return Item((*plate, *label.at(10, 1), *stack(does, 0, drop)), max(tall, drop + height(does)) + 2, 8)


def gauges(given: Iterable[Pair], column: Column, ground: theme.Color = theme.PAPER) -> tuple[Item, ...]:
    """The meters among blocks, in two columns where their names have the room, in three on a wide page."""
    meters, width, scale = [block for _, block in given if isinstance(block, Meter)], column.width, column.scale
    names = [words(each.title, theme.METER, scale).width for each in meters]
    least = 0.76 * max(names, default=0) + 84
    rooms = {1: 0.0, 2: least, 3: max(least, THIRD)}
    across = max(n for n in rooms if n <= max(1, len(meters)) and (width - 26 * (n - 1)) / n >= rooms[n])
    items = [_meter(each, (width - 26 * (across - 1)) / across, scale, ground) for each in meters]
    lines = [items[n : n + across] for n in range(0, len(items), across)]
    return tuple(replace(beside(row, width + 1, 26), gap=16) for row in lines)


def _meter(given: Meter, width: float, scale: float, ground: theme.Color) -> Item:
    """Icon, name, change, value and cells; a change that is a sentence stands below."""
    dark = ground == theme.INK
    color, thaw = (theme.PAPER_LIGHT, theme.TEAL_LIGHT) if dark else (theme.INK, theme.TEAL)
    accent = thaw if given.name == "thaw" else color
    sign, limit = (given.note, "") if len(given.note) <= 4 else ("", given.note)
    x = 36.0 if width >= 150 else 0.0
    type = replace(theme.METER, color=color)
    value = words(str(given.value), type, scale)
    fate = (theme.LOSS if dark else theme.RED_TEXT) if sign[:1] in "-−" else thaw
    change = words(sign, replace(theme.CHANGE, color=fate), scale)
    room = width - x - value.width - (12 + change.width if sign else 0) - 8
    title = line(given.title, type, scale, room)
    below = words(limit, replace(theme.LIMIT, color=theme.PAPER_DARK if dark else theme.MUTE), scale, width - x)
    off = theme.CELL_ON_INK if dark else theme.CELL_ON_PAPER
    cells = Cells(given.value - given.low, max(1, given.high - given.low), accent, off, ground)
    diamond = Shape(((0.5, 0.1), (0.9, 0.5), (0.5, 0.9), (0.1, 0.5)), accent)
    icon = Box((0, 5, 26, 26), Icon(given.name, accent) if assets.icon(given.name).is_file() else diamond)
    y = title.height + 1
    boxes = [*title.at(x, 0), *change.at(width - value.width - 14 - change.width, 0), *value.at(width - value.width, 0)]
    boxes += [*((icon,) if x else ()), Box((x, y, width - x, 9), cells), *below.at(x, y + 11)]
    return Item(tuple(boxes), y + 9 + (below.height + 3 if below.height else 0), 16)


def code(text: str, column: Column) -> Iterator[Item]:
    """Lines as they were typed. A long one goes on below, with its part of the line under it: a caret stays in place."""
    tall = lettering.height(theme.CODE, column.scale)
    letter = words("m" * 20, theme.CODE, column.scale).width / 20
    lines = tuple(_chopped(text.split("\n"), max(8, int((column.width - 16) / letter))))
    for number, text in enumerate(lines):
        found = lettering.box(lettering.typed(text, theme.CODE, column.scale), 12, 0, tall, column.scale)
        above, below = (0 if number else 6), (6 if number == len(lines) - 1 else 0)
        air = ((column.width, theme.LOCKED), (3, theme.PAPER_DARKER))
        sheet = (fill(0, -above, wide, tall + above + below, color) for wide, color in air)
        yield Item((*sheet, found), tall + below, 0 if number else 16)


def _chopped(lines: list[str], room: int) -> Iterator[str]:
    for given, above, under in zip(lines, ["", *lines], [*lines[1:], ""], strict=False):
        if len(above) > room and "^" in given and not given.strip(" ^|"):
            continue  # shown below the line above, part by part
        for start in range(0, max(1, len(given)), room):
            yield given[start : start + room]
            if len(given) > room and not under.strip(" ^|") and under[start : start + room].strip():
                yield under[start : start + room]
