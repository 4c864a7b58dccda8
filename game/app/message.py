"""Messages, by which everything in the program changes, and deeds, which the shell carries out. Plain records."""

from dataclasses import dataclass

from game.core.journal import Entry, Start


@dataclass(frozen=True, slots=True)
class Choose:
    """Take the choice with this number on the page."""

    number: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """Turn to what comes next on the way to the decision: a card, a counted vote, the prose after it."""


@dataclass(frozen=True, slots=True)
class Back:
    """Take the last choice back, with all that came of it."""


@dataclass(frozen=True, slots=True)
class Forward:
    """Take again the choice that was taken back last."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open a person or a term of the codex over the page."""

    entry: str


@dataclass(frozen=True, slots=True)
class Show:
    """Lay a page over what is shown: menu, people (of a game), help, keys, credits, roles, card (of an ending)."""

    page: str


@dataclass(frozen=True, slots=True)
class Close:
    """Take the topmost page away."""


@dataclass(frozen=True, slots=True)
class NewGame:
    """`gently` spares the player hard scenes."""

    role: str
    gently: bool = False


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with the game that was played last."""


@dataclass(frozen=True, slots=True)
class Title:
    """Leave the game for the title page; the game is kept."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Close the program. A message, and the deed that answers it."""


@dataclass(frozen=True, slots=True)
class Reread:
    """Read the story's files again: a message of the trouble page, and the deed that answers it."""


@dataclass(frozen=True, slots=True)
class TextSize:
    """One step larger or smaller; 0 is back to 100 %."""

    by: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Put words on the clipboard: a message, and the deed that answers it."""

    text: str


Message = (
    Choose | GoOn | Back | Forward | Open | Show | Close | NewGame | Continue | Title | Quit | Reread | TextSize | Copy
)


@dataclass(frozen=True, slots=True)
class Begin:
    """Open a new file for a game."""

    start: Start


@dataclass(frozen=True, slots=True)
class Record:
    """Add a choice, or a choice taken back, to the game's file before the next page shows."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep the text size."""

    text: int


Deed = Begin | Record | Remember | Copy | Quit | Reread
