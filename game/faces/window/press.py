"""What can be pressed, drawn: rows of choices, buttons, icons, the turn of a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.app.page import Button, said
from game.core.text import Run
from game.faces.window import box, flow, theme
from game.faces.window.box import Box, Fill, Icon, Item, Key, Look, Point, Press, Shape, Space, Turn, fill, frame
from game.faces.window.flow import words

Knobs = tuple[Press, ...]

BLOCK, GAP = 44.0, 5.0
STRIPES = (*(((0, x), (x, 0), (x + 0.14, 0), (0, x + 0.14)) for x in (0.3, 0.72)),
           *(((x, 1), (1, x), (1, x + 0.14), (x + 0.14, 1)) for x in (0.14, 0.56)))  # fmt: skip
NUMBERED = ("roles", "scene", "vote", "record", "ending")  # where buttons show their digits
NEXT, BEFORE, PART = (box.TURN_KEY, 0), (box.TURN_KEY, 1), (box.TURN_KEY, 2)


def knobs(space: Space) -> Knobs:
    """The buttons of a page but for its icons."""
    given = ((n, b) for n, b in space.given if isinstance(b, Button) and b.style != "icon")
    return tuple(Press((box.CHOICE_KEY, n), b.message, b.digit, b.shut, b.words, b.style) for n, b in given)


def turn(text: str, key: Key, to: Turn, given: Knobs = (), style: str = "main") -> Press:
    """A button of the window's own, with the digit after those of the page."""
    digit = max((knob.digit or 0 for knob in given), default=0) + (2 if key == PART else 1)
    return Press(key, to, digit, words=(Run(text),), style=style)


def ahead(given: Knobs, sheet: int, count: int, kept: Knobs, text: str = "Go on", style: str = "main") -> Knobs:
    """What can be pressed on a sheet: on the last one all that is given, before it what is kept, and the next sheet."""
    return given if sheet == count - 1 else (*kept, turn(text, NEXT, Turn(sheet + 1), kept, style))


def plate(knob: Press, size: Point, label: Item, x: float, ground: Iterable[Box], look: Look | None = None) -> Item:
    """A button: what is to be pressed, what it lies on, and its label halfway up."""
    text = said(knob.words) + (f". Locked: {knob.shut}" if knob.shut is not None else "")
    hit = Box((0, 0, *size), look, text, knob)
    return Item((hit, *ground, *label.at(x, (size[1] - label.height) / 2)), size[1], GAP)


def choice(knob: Press, width: float, space: Space) -> Item:
    """A row with its digit; a shut one with a lock, and why it is shut."""
    least, room, focused = _least(space), width - BLOCK - 26, knob.key == space.view.focus
    if knob.shut is not None:
        why = words(f"Locked: {knob.shut}", theme.REASON, space.scale, room)
        label = flow.one((words(knob.words, theme.SHUT, space.scale, room), why))
        tall = max(least + 10, label.height + (4 if space.low else 9))
        ground = [Box((0, 0, BLOCK, tall), Shape(stripe, theme.PAPER_DARKER)) for stripe in STRIPES]
        ground.append(Box((10, (tall - 24) / 2, 24, 24), Icon("lock", theme.MUTE)))
        ground += frame((0, 0, width, tall), theme.RED if focused else theme.PAPER_DARKER, 2 if focused else 1)
        return plate(knob, (width, tall), label, BLOCK + 14, ground, Fill(theme.LOCKED))
    label = words(knob.words, theme.CHOICE, space.scale, room)
    tall = max(least, label.height + 16 * least / BLOCK)
    if focused:
        ground = [fill(4, 4, width, tall, theme.SHADOW), fill(0, 0, width, tall, theme.PAPER_LIGHT)]
        ground += [*frame((0, 0, width, tall), theme.RED, 2), fill(0, 0, BLOCK, tall, theme.RED)]
    else:
        ground = [fill(0, 4, BLOCK, tall - 8, theme.INK), fill(0, tall + 1, width, 1, theme.PAPER_DARKER)]
    return plate(knob, (width, tall), label, BLOCK + 14, (*ground, *_digit(knob, tall, space)))


def _least(space: Space) -> float:
    """The height of a row; also where it is low, a finger finds it."""
    return 37.0 if space.low else BLOCK


def _digit(knob: Press, tall: float, space: Space) -> Iterator[Box]:
    digit = words(str(knob.digit or ""), theme.DIGIT, space.scale, BLOCK, 0.5)
    return digit.at(0, (tall - digit.height) / 2)


def slab(knob: Press, space: Space, room: float) -> Item:
    """A main or a second button. What Enter would press is red, nothing else. On a vote's page it stands on ink."""
    dark, focused = space.page.kind == "vote", knob.key == space.view.focus
    edge = theme.PAPER_LIGHT if dark else theme.INK
    type = replace(theme.SECOND if knob.style == "second" else theme.MAIN, color=theme.WHITE if focused else edge)
    block = BLOCK if knob.digit and space.page.kind in NUMBERED else 0.0
    pad = 17.0 if space.narrow else 24.0
    label = words(knob.words, type, space.scale, max(60.0, room - block - 2 * pad))
    wide = label.width + 2 * pad + block
    tall = max(38.0 if space.low else 46.0, label.height + (6 if space.low else 12))
    if focused:
        boxes = [fill(4, 4, wide, tall, theme.INK_3 if dark else theme.SHADOW), fill(0, 0, wide, tall, theme.RED)]
    else:
        boxes = [*frame((0, 0, wide, tall), edge, 2), Box((0, 0, wide + 4, tall), None)]
    if block:
        boxes.append(fill(0, 0, block, tall, theme.RED_DARK if focused else theme.INK_3 if dark else theme.INK))
        boxes += _digit(knob, tall, space)
    return replace(plate(knob, (wide, tall), label, block + pad, boxes), gap=10)


def row(given: Iterable[Press], space: Space, width: float) -> Item:
    """Buttons side by side."""
    return flow.beside((slab(knob, space, width) for knob in given), width)


def rows(given: Knobs, space: Space, width: float, most: float) -> Item:
    """Choices one below the other; a list higher than `most` shows one part and a row that leads to the next."""
    items = [choice(k, width, space) if k.style == "choice" else slab(k, space, width) for k in given]
    if flow.height(items) <= most or len(items) < 2:
        return flow.one(items)
    parts: list[list[Item]] = [[]]
    for item in items:
        if parts[-1] and flow.height([*parts[-1], item]) > most - _least(space) - GAP:
            parts.append([])
        parts[-1].append(item)
    part = min(space.view.part, len(parts) - 1)
    more = turn("More choices", PART, Turn(space.view.sheet, (part + 1) % len(parts)), given, "choice")
    return flow.one((*parts[part], choice(more, width, space)))


def leaf(sheet: int, count: int, space: Space, right: float, y: float) -> Iterator[Box]:
    """Which sheet of how many; from the second on, a way back."""
    if count < 2:
        return
    color = theme.PAPER if space.page.kind == "vote" else theme.MUTE
    label = words(f"Page {sheet + 1} of {count}", replace(theme.PAGE, color=color), space.scale)
    x = right - label.width
    if sheet:
        rect = (x - 40, y - 6, label.width + 44, label.height + 12)
        yield Box(rect, None, "Previous page", Press(BEFORE, Turn(sheet - 1)))
        yield Box((x - 24, y + (label.height - 14) / 2, 13, 14), Shape(((1, 0), (1, 1), (0, 0.5)), color))
        yield from frame(rect, theme.RED, 2) if space.view.focus == BEFORE else ()
    yield from label.at(x, y)


def icons(space: Space, color: theme.Color = theme.INK) -> Item:
    """The icon buttons in a row."""
    given = [(n, b) for n, b in space.given if isinstance(b, Button) and b.style == "icon"]
    items = []
    for number, button in given:
        knob = Press((box.ICON_KEY, number), button.message, shut=button.shut, words=button.words)
        focused = knob.key == space.view.focus
        edge = frame((3, 3, 38, 38), theme.RED, 2) if focused else ()
        sign = Icon(button.name, theme.RED if focused and color == theme.INK else color)
        items.append(plate(knob, (44, 44), Item((), 0), 0, (*edge, Box((11, 11, 22, 22), sign))))
    return flow.beside(items, flow.LINE, 0)
