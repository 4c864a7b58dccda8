"""What can be pressed, drawn: rows of choices, buttons, icons, the turn of a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.app.page import Button, Page
from game.core.text import Run
from game.faces.window import box, flow, lettering, theme
from game.faces.window.box import Box, Fill, Icon, Item, Key, Nothing, Press, Shape, Turn, fill, frame
from game.faces.window.flow import words
from game.faces.window.space import Space, View, digits
from game.faces.window.theme import Color

BLOCK, GAP = 44.0, 5.0
STRIPES = (*(((0, x), (x, 0), (x + 0.14, 0), (0, x + 0.14)) for x in (0.3, 0.72)),
           *(((x, 1), (1, x), (1, x + 0.14), (x + 0.14, 1)) for x in (0.14, 0.56)))  # fmt: skip
NEXT, BEFORE, PART = (box.TURN_KEY, 0), (box.TURN_KEY, 1), (box.TURN_KEY, 2)


@dataclass(frozen=True, slots=True)
class Knob:
    """A button in its place on a page."""

    words: tuple[Run, ...]
    press: Press
    style: str

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.words)


def knobs(page: Page) -> tuple[Knob, ...]:
    """The buttons of a page but for its icons."""
    keys = digits(page)
    return tuple(
        Knob(block.words, Press((box.CHOICE_KEY, number), block.message, keys.get(number), block.shut), block.style)
        for number, block in enumerate(page.blocks)
        if isinstance(block, Button) and block.style != "icon"
    )


def turn(text: str, key: Key, to: Turn, given: tuple[Knob, ...], style: str = "main") -> Knob:
    """A button of the window's own, with the digit after those of the page."""
    digit = max((knob.press.digit or 0 for knob in given), default=0) + (2 if key == PART else 1)
    return Knob((Run(text),), Press(key, to, digit), style)


def choice(knob: Knob, width: float, space: Space, focused: bool) -> Item:
    scale = space.scale
    if knob.press.shut is not None:
        return _locked(knob, knob.press.shut, width, space, focused)
    label = words(knob.words, theme.CHOICE, width - BLOCK - 26, scale)
    tall = max(_tall(space), label.height + 16 * _tall(space) / BLOCK)
    press = Box((0, 0, width, tall), Nothing(), knob.text, knob.press)
    rest = (fill(0, 4, BLOCK, tall - 8, theme.INK), fill(0, tall + 1, width, 1, theme.PAPER_DARKER))
    plate = (*_plate(width, tall), fill(0, 0, BLOCK, tall, theme.RED))
    digit = _digit(knob, tall, scale)
    return Item(
        (press, *(plate if focused else rest), *digit, *label.at(BLOCK + 14, (tall - label.height) / 2)), tall, GAP
    )


def _tall(space: Space) -> float:
    """Of a row; also where it is low, a finger finds it."""
    return 37.0 if space.low else BLOCK


def _digit(knob: Knob, tall: float, scale: float) -> Iterator[Box]:
    digit = words(str(knob.press.digit or ""), theme.DIGIT, BLOCK, scale, 0.5)
    return digit.at(0, (tall - digit.height) / 2)


def _plate(width: float, tall: float) -> Iterator[Box]:
    yield fill(4, 4, width, tall, theme.SHADOW)
    yield fill(0, 0, width, tall, theme.PAPER_LIGHT)
    yield from frame((0, 0, width, tall), theme.RED, 2)


def _locked(knob: Knob, why: str, width: float, space: Space, focused: bool) -> Item:
    label = words(knob.words, theme.SHUT, width - BLOCK - 26, space.scale)
    reason = words(f"Locked: {why}", theme.REASON, width - BLOCK - 26, space.scale)
    tall = max(_tall(space) + 10, label.height + reason.height + (4 if space.low else 9))
    top = (tall - label.height - reason.height) / 2
    return Item(
        (
            Box((0, 0, width, tall), Fill(theme.LOCKED), f"{knob.text}. Locked: {why}", knob.press),
            *(Box((0, 0, BLOCK, tall), Shape(stripe, theme.PAPER_DARKER)) for stripe in STRIPES),
            Box((10, (tall - 24) / 2, 24, 24), Icon("lock", theme.MUTE)),
            *frame((0, 0, width, tall), theme.RED if focused else theme.PAPER_DARKER, 2 if focused else 1),
            *label.at(BLOCK + 14, top),
            *reason.at(BLOCK + 14, top + label.height),
        ),
        tall,
        GAP,
    )


def slab(knob: Knob, space: Space, view: View, room: float, shown: bool = False, ground: Color = theme.PAPER) -> Item:
    """A main or a second button; `shown` puts its digit before its words. What Enter would press is red, nothing else."""
    dark = ground == theme.INK
    edge, focused = theme.PAPER_LIGHT if dark else theme.INK, knob.press.key == view.focus
    type = lettering.colored(theme.SECOND if knob.style == "second" else theme.MAIN, theme.WHITE if focused else edge)
    block = BLOCK if shown and knob.press.digit else 0.0
    pad = 17.0 if space.narrow else 24.0
    label = words(knob.words, type, max(60.0, room - block - 2 * pad), space.scale)
    wide, tall = (
        label.width + 2 * pad + block,
        max(38.0 if space.low else 46.0, label.height + (6 if space.low else 12)),
    )
    boxes = [Box((0, 0, wide, tall), Nothing(), knob.text, knob.press)]
    if focused:
        boxes += [fill(4, 4, wide, tall, theme.INK_3 if dark else theme.SHADOW), fill(0, 0, wide, tall, theme.RED)]
    else:
        boxes += [*frame((0, 0, wide, tall), edge, 2), Box((0, 0, wide + 4, tall), Nothing())]
    if block:
        boxes.append(fill(0, 0, block, tall, theme.RED_DARK if focused else theme.INK_3 if dark else theme.INK))
        boxes += _digit(knob, tall, space.scale)
    return Item((*boxes, *label.at(block + pad, (tall - label.height) / 2)), tall, 10)


def row(given: Iterable[Knob], space: Space, view: View, width: float, shown: bool = False) -> Item:
    """Buttons side by side."""
    return flow.beside((slab(knob, space, view, width, shown) for knob in given), width)


def rows(given: tuple[Knob, ...], space: Space, view: View, width: float, most: float) -> Item:
    """Choices one below the other; a list higher than `most` shows one part and a row that leads to the next."""
    items = tuple(_row(knob, space, view, width) for knob in given)
    if flow.height(items) <= most or len(items) < 2:
        return flow.one(items)
    parts = _parts(items, most - _tall(space) - GAP)
    part = min(view.part, len(parts) - 1)
    more = turn("More choices", PART, Turn(view.sheet, (part + 1) % len(parts)), given, "choice")
    return flow.one((*parts[part], choice(more, width, space, view.focus == PART)))


def _row(knob: Knob, space: Space, view: View, width: float) -> Item:
    if knob.style == "choice":
        return choice(knob, width, space, knob.press.key == view.focus)
    return slab(knob, space, view, width, True)


def _parts(items: tuple[Item, ...], most: float) -> list[tuple[Item, ...]]:
    parts: list[tuple[Item, ...]] = [()]
    for item in items:
        if parts[-1] and flow.height((*parts[-1], item)) > most:
            parts.append(())
        parts[-1] = (*parts[-1], item)
    return parts


def leaf(
    sheet: int, count: int, space: Space, view: View, right: float, y: float, color: Color = theme.MUTE
) -> Iterator[Box]:
    """Which sheet of how many; from the second on, a way back."""
    if count < 2:
        return
    label = words(f"Page {sheet + 1} of {count}", lettering.colored(theme.PAGE, color), flow.LINE, space.scale)
    x = right - label.width
    if sheet:
        rect = (x - 40, y - 6, label.width + 44, label.height + 12)
        yield Box(rect, Nothing(), "Previous page", Press(BEFORE, Turn(sheet - 1)))
        yield Box((x - 24, y + (label.height - 14) / 2, 13, 14), Shape(((1, 0), (1, 1), (0, 0.5)), color))
        yield from frame(rect, theme.RED, 2) if view.focus == BEFORE else ()
    yield from label.at(x, y)


def icons(page: Page, view: View, color: Color = theme.INK) -> Item:
    """The icon buttons in a row."""
    boxes: list[Box] = []
    given = [(n, b) for n, b in enumerate(page.blocks) if isinstance(b, Button) and b.style == "icon"]
    for place, (number, button) in enumerate(given):
        x, key = 44.0 * place, (box.ICON_KEY, number)
        focused = key == view.focus
        label = "".join(run.text for run in button.words)
        boxes.append(Box((x, 0, 44, 44), Nothing(), label, Press(key, button.message, shut=button.shut)))
        boxes += frame((x + 3, 3, 38, 38), theme.RED, 2) if focused else ()
        boxes.append(
            Box((x + 11, 11, 22, 22), Icon(button.name, theme.RED if focused and color == theme.INK else color))
        )
    return Item(tuple(boxes), 44.0 if boxes else 0.0)
