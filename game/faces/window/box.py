"""The room that a page has, and what it looks like once it is laid out: boxes, from the back to the front. Draws nothing.

Compositions count in units, the finished layout in pixels. The painter paints the boxes, a pointer and a screen reader
find in them what can be pressed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from game.app.message import Message
from game.app.page import Block, Heading, Page, Picture
from game.core.text import Run
from game.faces.window.theme import STORY, Color

Rect = tuple[float, float, float, float]
Point = tuple[float, float]
Key = tuple[int, ...]
Pair = tuple[int, Block]  # a block of a page, with its number on it
Numbered = tuple[Pair, ...]

THIN = "\u2009"  # stands for the space of faces whose own is too narrow
CHOICE_KEY, TURN_KEY, TERM_KEY, ICON_KEY = range(4)  # what a key begins with: the order of focus
WIDTH, HEIGHT = 1280, 720  # the reference window, in units
LEAST = STORY.least / STORY.size  # a scale at which prose is as small as it may be
LARGE_TEXT, NARROW = 150, 980  # from this text size, or below this width in units, pages are laid out in the narrow way


@dataclass(frozen=True, slots=True)
class Turn:
    """To another sheet of the same page, or to another part of a list of choices too long to show at once."""

    sheet: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class Press:
    """A thing to press: a button of the page or of the window, or an underlined word."""

    key: Key
    message: Message | Turn
    digit: int | None = None
    shut: str | None = None
    words: tuple[Run, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Fill:
    color: Color
    shade: bool = False  # all that is behind it keeps so much of its light


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon; its points are shares of the box."""

    points: tuple[Point, ...]
    color: Color


@dataclass(frozen=True, slots=True)
class Tile:
    """A texture laid edge to edge at its own size."""

    name: str
    color: Color


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that covers the box. `at` is the point of it that stays in view, `light` what is left of its light,
    `lean` the share of its width that is cut from the left edge at the top, down to nothing at the foot."""

    name: str
    at: Point = (0.5, 0.5)
    light: float = 1.0
    lean: float = 0.0
    color: Color = (0x2A, 0x2C, 0x33)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands whole on the floor of the box."""

    name: str


@dataclass(frozen=True, slots=True)
class Icon:
    name: str
    color: Color


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a meter: so many of so many are full."""

    full: int
    count: int
    on: Color
    off: Color
    ground: Color


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one style within a line; x and width in pixels."""

    text: str
    x: int
    width: int
    face: str
    size: int
    color: Color
    entry: str | None = None
    run: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A line of type."""

    pieces: tuple[Piece, ...]
    base: int  # pixels from the top of the box down to the line on which the letters stand

    @property
    def width(self) -> int:
        return self.pieces[-1].x + self.pieces[-1].width if self.pieces else 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).replace(THIN, " ")


Look = Fill | Shape | Tile | Photo | Figure | Icon | Cells | Words


@dataclass(frozen=True, slots=True)
class Box:
    rect: Rect
    look: Look | None  # there may be only something to press
    text: str = ""
    press: Press | None = None

    def __contains__(self, point: Point) -> bool:
        x, y, width, height = self.rect
        return x <= point[0] < x + width and y <= point[1] < y + height


@dataclass(frozen=True, slots=True)
class Item:
    """Boxes that stay together, from (0, 0). `gap` stands above, `keep` holds the next item on the same sheet."""

    boxes: tuple[Box, ...]
    height: float
    gap: float = 0
    keep: bool = False
    end: bool = True  # of a paragraph: a good place to turn the sheet

    @property
    def width(self) -> float:
        return max((box.rect[0] + box.rect[2] for box in self.boxes), default=0)

    def at(self, x: float, y: float) -> Iterator[Box]:
        for box in self.boxes:
            left, top, width, height = box.rect
            yield replace(box, rect=(x + left, y + top, width, height))


@dataclass(frozen=True, slots=True)
class View:
    """What the page itself does not know: where the focus is, which sheet lies on top, how many hands are up."""

    focus: Key | None = None
    sheet: int = 0
    part: int = 0
    hands: int | None = None  # None: all of them
    below: "View | None" = None  # that of the page that this one lies on


AFRESH = View()


@dataclass(frozen=True, slots=True)
class Space:
    """A page and what is turned to on it, in a window that is measured in units of `scale` pixels."""

    page: Page
    given: Numbered  # its blocks, or those of a part of it
    view: View
    width: float
    height: float
    scale: float
    narrow: bool
    under: tuple[Box, ...] = ()  # the page below

    @property
    def low(self) -> bool:
        """Here every line counts."""
        return self.height < 500

    @property
    def roomy(self) -> bool:
        return self.width > 900 and self.height > 500

    def of(self, *kinds: type) -> Numbered:
        return tuple(pair for pair in self.given if isinstance(pair[1], kinds))

    def headings(self, style: str) -> list[str]:
        return [block.text for _, block in self.given if isinstance(block, Heading) and block.style == style]

    def picture(self, style: str) -> Picture | None:
        """The first picture in that style."""
        found = (block for _, block in self.given if isinstance(block, Picture) and block.style == style)
        return next(found, None)


def fill(x: float, y: float, width: float, height: float, color: Color) -> Box:
    return Box((x, y, width, height), Fill(color))


def frame(rect: Rect, color: Color, width: float) -> Iterator[Box]:
    """Four bars along the inner edge."""
    x, y, w, h = rect
    bars = ((x, y, w, width), (x, y + h - width, w, width), (x, y, width, h), (x + w - width, y, width, h))
    return (fill(*bar, color) for bar in bars)


def slab(rect: Rect, color: Color, slant: float) -> Box:
    """A plate whose right end leans: `slant` units narrower at the foot."""
    return Box(rect, Shape(((0, 0), (1, 0), (1 - slant / rect[2], 1), (0, 1)), color))


def still(boxes: Iterable[Box]) -> Iterator[Box]:
    """The same to look at, with nothing to read or to press."""
    return (Box(box.rect, box.look) for box in boxes)


def to_pixels(box: Box, scale: float) -> Box:
    """Edges land on whole pixels."""
    x, y, width, height = box.rect
    left, top = round(x * scale), round(y * scale)
    right, foot = round((x + width) * scale), round((y + height) * scale)
    return replace(box, rect=(left, top, max(1, right - left), max(1, foot - top)))


def stops(boxes: Iterable[Box]) -> tuple[Press, ...]:
    """What can have the focus, in the order of focus."""
    presses = {box.press.key: box.press for box in boxes if box.press}
    return tuple(presses[key] for key in sorted(presses))


def space(page: Page, size: tuple[int, int], view: View) -> Space:
    scale = max(LEAST, min(size[0] / WIDTH, size[1] / HEIGHT) * page.text / 100)
    width, height = size[0] / scale, size[1] / scale
    narrow = page.text >= LARGE_TEXT or width < NARROW
    return Space(page, tuple(enumerate(page.blocks)), view, width, height, scale, narrow)
