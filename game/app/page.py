"""A page: what there is to see and do, as data. Every face draws the same pages; a button carries its message.

Blocks stand in reading order, which is the order of focus too. Knows nothing of any screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from game.app.message import Message
from game.core.text import Paragraph, Run, paragraphs

Kind = Literal["title", "roles", "scene", "vote", "record", "codex", "people", "ending",
               "trouble", "menu", "help", "keys", "credits", "fault"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """`title` names the page, `slug` says when or where (typed on tape), `label` stands over what follows it."""

    text: str
    style: Literal["title", "subtitle", "slug", "label"] = "title"


@dataclass(frozen=True, slots=True)
class Prose:
    """`story` is the column a player reads, `reply` what just answered them, `note` what the game itself says."""

    paragraphs: tuple[Paragraph, ...]
    style: Literal["story", "reply", "note", "code"] = "story"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press. `digit` is its key, which an icon has not; `shut` the reason why it does nothing."""

    words: tuple[Run, ...]
    message: Message
    digit: int | None = None
    shut: str | None = None
    style: Literal["choice", "main", "second", "icon"] = "choice"
    name: str = ""  # of an icon: menu, codex, back


@dataclass(frozen=True, slots=True)
class Meter:
    name: str  # also that of its icon
    title: str
    value: int
    low: int
    high: int
    note: str = ""  # "+1", "-2", "already as high as it goes"; on a role's card, what it stands for


@dataclass(frozen=True, slots=True)
class Picture:
    """`place` fills, `figure` stands before it (its caption: name and description)."""

    name: str  # back-presidium, bust-beria-grave
    words: str  # for those who cannot see it
    style: Literal["place", "figure"] = "place"
    caption: str = ""
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A marked line: a statement of a card, a hand of a vote, a key and what it does."""

    mark: str  # documented, disputed, imagined; for, against, abstains; a key's name
    text: tuple[Run, ...]
    note: tuple[Run, ...] = ()  # a statement's sources; what is read as a hand goes up
    picture: str = ""  # a voter's figure
    seats: int = 1  # for how many a voter counts


@dataclass(frozen=True, slots=True)
class Field:
    """Words to copy, kept line by line: a report."""

    text: str


Block = Heading | Prose | Button | Meter | Picture | Row | Field


@dataclass(frozen=True, slots=True)
class Page:
    """`leave` is the message of Esc; `turn` tells pages that look alike apart: a new one starts at its own top.

    `below` is the page that this one lies on, as a card lies on the scene. `text` is the reader's text size in percent.
    """

    kind: Kind
    blocks: tuple[Block, ...]
    leave: Message | None = None
    turn: str = ""
    below: "Page | None" = None
    text: int = 100
    sound: str = ""  # what is heard meanwhile

    def buttons(self) -> Iterator[Button]:
        return (block for block in self.blocks if isinstance(block, Button))

    def runs(self) -> Iterator[Run]:
        """What stands on it in prose, rows and buttons."""
        for block in self.blocks:
            match block:
                case Prose(paragraphs):
                    yield from (run for paragraph in paragraphs for run in paragraph.runs)
                case Row(_, runs) | Button(runs):
                    yield from runs


def words(text: str) -> tuple[Run, ...]:
    """Plain words as runs."""
    return (Run(text),)


def said(runs: tuple[Run, ...]) -> str:
    """Runs as plain words."""
    return "".join(run.text for run in runs)


def note(text: str) -> Prose:
    return Prose((Paragraph(words(text)),), "note")


def under(label: str, text: str, style: Literal["story", "note"] = "story") -> Iterator[Block]:
    """An author's words with a label over them; nothing where there are no words."""
    if text:
        yield Heading(label, "label")
        yield Prose(paragraphs(text), style)
