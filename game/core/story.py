"""What a story is: scenes, choices, meters, facts, roles. Plain immutable values; made by lang, run by play.

Every text is kept as its author wrote it (see text); every name is a whole one ("khrushchev/june-1953/button");
every condition and effect speaks of slots, the places of a state's values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from game.core.problem import Place
from game.core.rule import Rule, Test, Values, clauses, compiled, slot

T = TypeVar("T")
Hand = Literal["for", "against", "abstains"]
Status = Literal["documented", "disputed", "imagined"]


@dataclass(frozen=True, slots=True)
class When:
    """A condition, with the function that decides it on a state's values, and where it stands."""

    rule: Rule
    test: Test = field(compare=False, repr=False)
    place: Place = field(compare=False, repr=False)


Cases = tuple[tuple[When | None, T], ...]  # the first whose condition holds is taken; None always does


@dataclass(frozen=True, slots=True)
class Effect:
    """values[slot] becomes values[slot] + add, kept within low and high. A fact is set by low = high."""

    name: str
    slot: int
    add: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Prose:
    cases: Cases[str]


@dataclass(frozen=True, slots=True)
class Set:
    """A heading that holds from here on. A speaker is "person" or "person face", or "nobody"; silence is no sound, ""."""

    key: Literal["date", "place", "picture", "sound", "speaker"]
    cases: Cases[str]


@dataclass(frozen=True, slots=True)
class Then:
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An act, or words that are spoken. Hidden or shut while `when` fails; shut, not hidden, if `locked` is a text."""

    id: str
    words: str
    spoken: bool
    place: Place
    when: When | None = None
    locked: str | None = None
    history: bool = False
    then: tuple[Effect, ...] = ()
    mark: int | None = None  # the slot that says it was made, where a condition reads it
    reply: Cases[str] = ()
    to: Cases[str] = ()
    was: tuple[str, ...] = ()  # ids that it had before its words were changed


@dataclass(frozen=True, slots=True)
class Take:
    """Of a decision's choices `most` may be taken, or any number (None), none twice; then the script goes on.

    Slots: `open` is 1 from the first look until it is done, `taken` say which are; so a scene that leads back finds it.
    """

    most: int | None
    open: int
    taken: tuple[int, ...]  # one for each choice


@dataclass(frozen=True, slots=True)
class Decision:
    choices: tuple[Choice, ...]
    take: Take | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A voter's hand, and what is read as it goes up."""

    hand: Hand
    words: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    motion: str
    voters: tuple[tuple[str, Cases[Raised]], ...]  # in the order in which hands go up


@dataclass(frozen=True, slots=True)
class To:
    cases: Cases[str]


Item = Prose | Set | Then | Decision | Vote | To


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a statement stands with the sources: ids of works; `fact` is the record's line that it cites."""

    status: Status
    sources: tuple[str, ...] = ()
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    words: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Heading:
    """When and where a line of prose is read, before which picture, with whom, over which sound."""

    date: str = ""
    place: str = ""
    picture: str = ""
    speaker: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    chapter: str
    heading: Heading
    script: tuple[Item, ...]
    place: Place
    record: tuple[Statement, ...] = ()
    ending: str | None = None  # the title of this end
    history: bool = False  # an ending as it happened
    left: int | None = None  # the slot that says it was left, where a condition or a card reads it
    was: tuple[str, ...] = ()  # whole names that it had before
    roles: tuple[str, ...] = ()  # whose chapter it is in; everybody's, if none
    warning: str = ""  # what some would rather know before

    def exits(self) -> Iterator[str]:
        """The scenes that its script names, whatever the conditions."""
        for item in self.script:
            match item:
                case To(cases):
                    yield from (to for _, to in cases)
                case Decision(choices):
                    yield from (to for choice in choices for _, to in choice.to)

    def dates(self) -> Iterator[str]:
        """The dates that it may be read at, in the order of its script."""
        yield self.heading.date
        for item in self.script:
            if isinstance(item, Set) and item.key == "date":
                yield from (date for _, date in item.cases)


@dataclass(frozen=True, slots=True)
class Meter:
    """A whole number with bounds. A tie is a hidden meter that bears a person's name."""

    name: str
    title: str
    low: int
    high: int
    start: int
    slot: int
    place: Place = field(compare=False)
    hidden: bool = False
    about: str = ""
    roles: tuple[str, ...] = ()  # whose it is; everybody's, if none
    branch: str = ""  # the path of the branch whose own it is: it shows in its scenes alone


@dataclass(frozen=True, slots=True)
class Role:
    person: str
    start: str
    approach: str = ""
    about: str = ""
    goal: str = ""
    minutes: str = ""
    warning: str = ""
    then: tuple[Effect, ...] = ()  # where it begins otherwise than the story does
    was: tuple[str, ...] = ()
    questions: tuple[Cases[str], ...] = ()  # asked after an ending


@dataclass(frozen=True, slots=True)
class Entry:
    """A person or a term, as the codex shows it."""

    id: str
    name: str
    about: Cases[str]
    person: bool = False
    kind: str = ""  # what a person is, in a few words: the line under the name
    lived: str = ""
    picture: str = ""
    seats: int = 1  # for how many a voter counts: the regional secretaries vote as one and are seventy
    became: Cases[str] = ()  # told after an ending


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    language: str
    format: int
    roles: Mapping[str, Role]
    meters: Mapping[str, Meter]
    facts: Mapping[str, tuple[str, ...]]
    entries: Mapping[str, Entry]
    sources: Mapping[str, str]
    record: Mapping[str, Statement]
    pictures: Mapping[str, str]
    sounds: Mapping[str, str]
    scenes: Mapping[str, Scene]
    branches: Mapping[str, tuple[str, str]]  # path of each -> its title and author
    renamed: Mapping[str, str]  # names that roles and scenes had before -> those they have
    slots: Mapping[str, int]  # name of a meter or fact, "seen SCENE", "chose CALLED", "hands", "carried", "role", "day"
    start: Values
    dates: Mapping[str, str] = field(
        default_factory=dict
    )  # as they are reckoned -> as they are shown, in a translation

    def shown(self, date: str) -> str:
        return self.dates.get(date, date)

    def test(self, rule: Rule) -> Test:
        """A condition as a function of a state's values."""
        return compiled(rule, self.slots, {**self.facts, "role": tuple(self.roles)})

    def asks(self, rule: Rule) -> frozenset[int]:
        """The slots that a condition reads."""
        return frozenset(self.slots[slot(clause)] for clause in clauses(rule))

    @property
    def spares(self) -> bool:
        """Is there another way past a hard scene, for who asks to go gently."""
        return "gently" in self.slots

    def reach(self, start: str) -> frozenset[str]:
        """The scenes that roads lead to from a scene, whatever the conditions."""
        reached, ahead = {start}, [start]
        while ahead:
            new = set(self.scenes[ahead.pop()].exits()) - reached
            reached |= new
            ahead += new
        return frozenset(reached)
