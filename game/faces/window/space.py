"""The room a page has, and what a player has turned to on it."""

from dataclasses import dataclass

from game.app.page import Heading, Page, Picture
from game.faces.window.box import Box
from game.faces.window.theme import STORY

WIDTH, HEIGHT = 1280, 720  # the reference window, in units
LEAST = STORY.least / STORY.size  # a scale at which prose is as small as it may be
LARGE_TEXT, NARROW = 150, 980  # from this text size, or below this width in units, pages are laid out in the narrow way


@dataclass(frozen=True, slots=True)
class View:
    """What the page itself does not know: where the focus is, which sheet lies on top, how many hands are up."""

    focus: tuple[int, ...] | None = None
    sheet: int = 0
    part: int = 0
    hands: int | None = None  # None: all of them
    below: "View | None" = None  # that of the page that this one lies on


AFRESH = View()


@dataclass(frozen=True, slots=True)
class Space:
    """A page and what is turned to on it, in a window that is measured in units of `scale` pixels."""

    page: Page
    view: View
    width: float
    height: float
    scale: float
    narrow: bool
    under: tuple[Box, ...]  # the page below

    @property
    def low(self) -> bool:
        """Here every line counts."""
        return self.height < 500

    @property
    def roomy(self) -> bool:
        return self.width > 900 and self.height > 500

    def headings(self, style: str) -> list[str]:
        return [block.text for block in self.page.blocks if isinstance(block, Heading) and block.style == style]

    def picture(self, style: str) -> Picture | None:
        """The first picture in that style."""
        found = (block for block in self.page.blocks if isinstance(block, Picture) and block.style == style)
        return next(found, None)


def space(page: Page, size: tuple[int, int], view: View, under: tuple[Box, ...] = ()) -> Space:
    scale = max(LEAST, min(size[0] / WIDTH, size[1] / HEIGHT) * page.text / 100)
    width, height = size[0] / scale, size[1] / scale
    return Space(page, view, width, height, scale, page.text >= LARGE_TEXT or width < NARROW, under)
