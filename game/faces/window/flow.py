"""Words as items, items one below the other and on sheets. What does not fit a sheet stands on the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from game.app.page import Picture
from game.core.text import Run
from game.faces.window import lettering, theme
from game.faces.window.box import Box, Figure, Item, Key, Look, Photo, Rect, Space

LINE = 1e6  # a width that breaks no line


@dataclass(frozen=True, slots=True)
class Column:
    """Where blocks stand, and the lettering they take there."""

    width: float
    scale: float
    focus: Key | None = None
    story: theme.Type = theme.STORY
    note: theme.Type = theme.NOTE
    source: theme.Type = theme.SOURCE
    label: theme.Type = theme.LABEL
    title: theme.Type = theme.TITLE
    subtitle: theme.Type = theme.SUBTITLE


def words(text: str | tuple[Run, ...], type: theme.Type, scale: float, width: float = LINE, align: float = 0) -> Item:
    """Lines within `width`, as one item: from the left, or `align` of the free width further right."""
    found = lettering.wrap((Run(text),) if isinstance(text, str) else text, type, width, scale)
    tall = lettering.height(type, scale)
    free = [(width - line.width / scale) * align for line in found]
    boxes = (lettering.box(line, free[n], n * tall, tall, scale) for n, line in enumerate(found))
    return Item(tuple(boxes), len(found) * tall)


def line(text: str, type: theme.Type, scale: float, width: float) -> Item:
    """Words on one line, if letters up to a quarter smaller allow it."""
    found = narrowed(type, scale, width / max(1.0, words(text, type, scale).width))
    if words(text, found, scale).width > width:
        found = replace(found, size=found.size - 1 / scale)  # letters stand on whole pixels
    return words(text, found, scale, width)


def narrowed(type: theme.Type, scale: float, factor: float) -> theme.Type:
    """The type at so much of its size, in whole pixels, unless that is too little or no less."""
    return replace(type, size=int(type.size * factor * scale) / scale) if 0.75 <= factor < 1 else type


def height(items: Iterable[Item]) -> float:
    return sum(item.height + (item.gap if number else 0) for number, item in enumerate(items))


def stack(items: Iterable[Item], x: float = 0, y: float = 0) -> Iterator[Box]:
    for number, item in enumerate(items):
        y += item.gap if number else 0
        yield from item.at(x, y)
        y += item.height


def one(items: Iterable[Item], gap: float = 0, keep: bool = False) -> Item:
    """Several items as one that no sheet divides."""
    parts = tuple(items)
    return Item(tuple(stack(parts)), height(parts), gap, keep)


def beside(items: Iterable[Item], width: float, gap: float = 16) -> Item:
    """Items side by side, in as many rows as they need."""
    boxes: list[Box] = []
    x = y = tall = 0.0
    for item in items:
        if x and x + item.width > width:
            x, y, tall = 0.0, y + tall + gap, 0.0
        boxes += item.at(x, y)
        x, tall = x + item.width + gap, max(tall, item.height)
    return Item(tuple(boxes), y + tall)


def closer(items: tuple[Item, ...], tall: float) -> tuple[Item, ...]:
    """The items with less air between them, if that lets them stand within `tall`."""
    over, air = height(items) - tall + 0.01, sum(item.gap for item in items[1:])
    if not 0 < over <= 0.45 * air:
        return items
    return tuple(replace(item, gap=item.gap * (1 - over / air)) for item in items)


def sheets(items: tuple[Item, ...], full: float, last: float) -> tuple[tuple[Item, ...], ...]:
    """The items on sheets of the height `full`; on the last one only `last` is free."""
    found: list[tuple[Item, ...]] = []
    items = closer(items, last)
    while len(items) > 1 and height(items) > last:
        cut = _cut(items, full, last)
        found.append(items[:cut])
        items = items[cut:]
    return (*found, items)


def _cut(items: tuple[Item, ...], full: float, last: float) -> int:
    """How many items stand on this sheet: as many as fit, but paragraphs whole where that wastes little. If all would
    fit but for what stands below the last, as few as leave enough room there."""
    over = height(items) > full
    fitting = [n for n in range(1, len(items)) if height(items[:n]) <= full] or [1]
    fitting = fitting if over else [n for n in fitting if height(items[n:]) <= last] or fitting
    open_ = [n for n in fitting if not items[n - 1].keep] or fitting
    most = (0.6 if over else 0.3) * height(items[: open_[-1]])
    whole = [n for n in open_ if items[n - 1].end and height(items[:n]) > most]
    return (whole or open_)[-1 if over else 0]


def place(space: Space, rect: Rect, photo: Photo, plain: Look | None) -> Box:
    """Where the page takes place, if it says so."""
    given = space.picture("place")
    return Box(rect, replace(photo, name=given.name) if given else plain, given.words if given else "")


def portrait(figure: Picture, x: float, y: float, width: float, tall: float) -> Iterator[Box]:
    """A face on a red poster."""
    yield Box((x, y, width, tall), Photo("rays-red", (0.3, 0.5), color=theme.RED_DARK))
    yield bust(figure, x, y, width, tall)


def bust(figure: Picture, x: float, y: float, width: float, tall: float) -> Box:
    """A figure on the floor of a box, its crown near the top."""
    high = min(tall * 1.06, width * 460 / 400)
    wide = high * 400 / 460
    return Box((x + (width - wide) / 2, y + tall - high, wide, high), Figure(figure.name), figure.words)
