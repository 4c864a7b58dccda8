"""All that the program knows while it runs, as one value. No screen, no files."""

from dataclasses import dataclass

from game.app.message import Open, Show
from game.core.journal import Journal
from game.core.play import Card, Count, Line, Turn
from game.core.problem import Problem
from game.core.story import Story

COPIED = "Copied."
TEXT_SIZES = (100, 110, 125, 150, 175, 200)  # percent

Leaf = Count | Card | tuple[Line, ...]  # what one page shows on the way to a decision


@dataclass(frozen=True, slots=True)
class Game:
    """A game under way: its journal, the turns that the journal's line led through, the leaf of the last that is shown."""

    journal: Journal
    turns: tuple[Turn, ...]
    leaf: int = 0

    @property
    def turn(self) -> Turn:
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class Model:
    """`story` is None while its files hold errors; `last` is the game that *Continue* goes on with."""

    story: Story | None
    name: str  # of the story: its folder's
    version: str
    problems: tuple[Problem, ...] = ()
    last: Journal | None = None
    game: Game | None = None
    over: tuple[Open | Show, ...] = ()  # pages laid over what is shown, the topmost last
    text: int = 100
    notice: str = ""  # a sentence that the next page says
    fault: tuple[str, str] | None = None  # a report of what was unforeseen, and where it is kept: the last page


def leaves(turn: Turn) -> tuple[Leaf, ...]:
    """A turn as the pages that show it: lines, turned by each vote and card. The last holds the choices or the end.

    An ending's own card is no leaf: the end offers it.
    """
    found: list[Leaf] = [()]
    for shown in turn.shown[:-1] if ending_card(turn) else turn.shown:
        if not isinstance(shown, Line):
            found += (shown, ())
        elif isinstance(lines := found[-1], tuple):
            found[-1] = (*lines, shown)
    return (*(leaf for leaf in found[:-1] if leaf), found[-1])


def ending_card(turn: Turn) -> Card | None:
    """The card of the ending that a turn reached."""
    last = turn.shown[-1] if turn.ended and turn.shown else None
    return last if isinstance(last, Card) and last.scene == turn.state.scene else None
