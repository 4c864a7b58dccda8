"""The state machine: begin, step. Pure and deterministic: a story, a turn and a choice give the next turn.

A State is all that the rest of the story can depend on; how it came about is the journal's business.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from game.core import rule as rules
from game.core.day import first
from game.core.rule import Values
from game.core.story import (
    Cases,
    Choice,
    Decision,
    Effect,
    Hand,
    Heading,
    Item,
    Prose,
    Raised,
    Scene,
    Set,
    Statement,
    Story,
    Then,
    To,
    Vote,
    When,
)

T = TypeVar("T")
LONGEST_WAY = 10_000  # items between two decisions; a way that long goes round in a circle


class Closed(ValueError):
    """The choice asked for does not exist here, or is shut. The message is for a player."""


class Endless(RuntimeError):
    """The story goes round without ever coming to a decision."""


@dataclass(frozen=True, slots=True)
class State:
    role: str
    scene: str
    at: int  # place in the scene's script: its decision, or the script's length at an ending
    values: Values


@dataclass(frozen=True, slots=True)
class Line:
    """Prose or a reply, as it was read."""

    text: str
    scene: str
    heading: Heading
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A vote, counted: hands in the order in which they went up."""

    motion: str
    hands: tuple[tuple[str, Raised], ...]
    scene: str
    heading: Heading
    seats: tuple[int, ...]  # for how many each counts

    @property
    def carried(self) -> bool:
        return self.tally("for") > self.tally("against")

    def tally(self, hand: Hand) -> int:
        return sum(seats for (_, raised), seats in zip(self.hands, self.seats, strict=True) if raised.hand == hand)

    def of(self, hand: Hand) -> tuple[str, ...]:
        return tuple(person for person, raised in self.hands if raised.hand == hand)


@dataclass(frozen=True, slots=True)
class Card:
    """What really happened: a scene's record, shown once, when the scene is first left or ends."""

    scene: str
    statements: tuple[Statement, ...]
    heading: Heading


Shown = Line | Count | Card


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on the page. `number` counts from 1, shut ones too; `why` says what shuts it, "" if it has no words."""

    number: int
    choice: Choice
    why: str | None = None

    @property
    def open(self) -> bool:
        return self.why is None


@dataclass(frozen=True, slots=True)
class Moved:
    """A meter that an effect asked to move: by how much in all, and where it stood before and after."""

    meter: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a player stands: what was shown since the last choice, and what may be done now.

    At an ending `options` is empty and `ended` true.
    """

    state: State
    heading: Heading
    shown: tuple[Shown, ...]
    options: tuple[Option, ...]
    moved: tuple[Moved, ...] = ()
    ended: bool = False

    def option(self, wanted: str) -> Option:
        """The option with this number or id. Raises Closed if there is none."""
        for option in self.options:
            if wanted in (str(option.number), option.choice.id):
                return option
        raise Closed(f'there is no choice "{wanted}" here')


@dataclass(slots=True)
class _Reading:
    """One reading from a choice to the next decision; lives only inside begin and step."""

    story: Story
    scene: Scene
    values: list[int]
    heading: Heading
    at: int = 0
    shown: list[Shown] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)  # meters that an effect touched -> value before


def begin(story: Story, role: str, gently: bool = False) -> Turn:
    """The first turn of a role. `gently`: the player asks to be spared hard scenes, which changes prose alone."""
    scene = story.scenes[story.roles[role].start]
    reading = _Reading(story, scene, list(story.start), scene.heading)
    _know(reading, "role", list(story.roles).index(role))
    _know(reading, "gently", int(gently))
    _know(reading, "day", first(scene.heading.date))
    _act(reading, story.roles[role].then)
    reading.asked.clear()  # where a role begins has not moved
    return _read_on(reading, role)


def step(story: Story, turn: Turn, wanted: str) -> Turn:
    """The turn after a choice, named by its number on the page or its id. Raises Closed."""
    option = turn.option(wanted)
    if not option.open:
        raise Closed(f'the choice "{wanted}" is shut')
    choice, state = option.choice, turn.state
    decision = story.scenes[state.scene].script[state.at]
    assert isinstance(decision, Decision), "a turn rests at a decision"
    reading = _Reading(story, story.scenes[state.scene], list(state.values), turn.heading, state.at + 1)
    if decision.take is not None:
        reading.values[decision.take.taken[decision.choices.index(choice)]] = 1
        reading.at = state.at  # unless the choice leads away, what is left of them is offered again
    if choice.mark is not None:
        reading.values[choice.mark] = 1
    _act(reading, choice.then)
    if choice.reply and (reply := taken(choice.reply, reading.values)) is not None:
        reading.shown.append(Line(reply, reading.scene.name, reading.heading, True))
    if choice.to:
        _go(reading, taken(choice.to, reading.values))
    return _read_on(reading, state.role)


def taken(cases: Cases[T], values: Iterable[int]) -> T | None:
    """The first of the cases that holds, if any does."""
    for when, value in cases:
        if when is None or when.test(values):  # type: ignore[arg-type]  # a list reads like a tuple
            return value
    return None


def options(decision: Decision, values: Values) -> tuple[Option, ...]:
    """The choices as the page offers them: hidden ones and those taken left out, shut ones numbered."""
    seen: list[Option] = []
    for place, choice in enumerate(decision.choices):
        if decision.take is not None and values[decision.take.taken[place]]:
            continue
        if choice.when is None or choice.when.test(values):
            seen.append(Option(len(seen) + 1, choice))
        elif choice.locked is not None:
            seen.append(Option(len(seen) + 1, choice, choice.locked))
    return tuple(seen)


def lacking(story: Story, when: When, values: Values) -> str:
    """What keeps a condition from holding, in words, as far as its clauses are in view: "Army at least 3 (now 2)"."""

    facts = {**story.facts, "role": tuple(story.roles)}

    def holds(rule: rules.Rule) -> bool:
        return rules.compiled(rule, story.slots, facts)(values)

    told = []
    for clause, wanted in rules.failing(when.rule, holds):
        if wanted and isinstance(clause, rules.Compare) and clause.name in story.meters:
            meter = story.meters[clause.name]
            if not meter.hidden:
                told.append(f"{meter.title} {clause.relation} {clause.value} (now {values[meter.slot]})")
    return ", ".join(told)


def _read_on(reading: _Reading, role: str) -> Turn:
    """Read until a decision has something to show or the story ends."""
    for _ in range(LONGEST_WAY):
        if reading.at >= len(reading.scene.script):
            return _end(reading, role)
        item = reading.scene.script[reading.at]
        if isinstance(item, Decision):
            if offered := _offered(reading, item):
                return _turn(reading, role, offered)
            reading.at += 1
        else:
            _play(reading, item)
    raise Endless(f"{reading.scene.name} goes round without a decision")


def _offered(reading: _Reading, decision: Decision) -> tuple[Option, ...]:
    """What a decision offers now. A take is over when enough are taken or none of the rest is open, and begins afresh."""
    take, values = decision.take, reading.values
    if take is None:
        return options(decision, tuple(values))
    values[take.open] = 1
    found = options(decision, tuple(values))
    done = take.most is not None and sum(values[slot] for slot in take.taken) >= take.most
    if not done and any(option.open for option in found):
        return found
    for slot in (take.open, *take.taken):
        values[slot] = 0
    return ()


def _play(reading: _Reading, item: Item) -> None:
    """One item of a script that is no decision."""
    reading.at += 1
    match item:
        case Prose(cases):
            if (text := taken(cases, reading.values)) is not None:
                reading.shown.append(Line(text, reading.scene.name, reading.heading))
        case Set(key, cases):
            if (value := taken(cases, reading.values)) is not None:
                reading.heading = replace(reading.heading, **{key: value})
                if key == "date":
                    _know(reading, "day", first(value))
        case Then(effects):
            _act(reading, effects)
        case Vote():
            _count(reading, item)
        case To(cases):
            _go(reading, taken(cases, reading.values))
        case Decision():
            raise AssertionError("a decision is read by _read_on")


def _act(reading: _Reading, effects: tuple[Effect, ...]) -> None:
    values = reading.values
    for effect in effects:
        reading.asked.setdefault(effect.name, values[effect.slot])
        values[effect.slot] = min(max(values[effect.slot] + effect.add, effect.low), effect.high)


def _count(reading: _Reading, vote: Vote) -> None:
    hands = tuple((person, taken(cases, reading.values) or Raised("abstains")) for person, cases in vote.voters)
    seats = tuple(reading.story.entries[person].seats for person, _ in hands)
    count = Count(vote.motion, hands, reading.scene.name, reading.heading, seats)
    _know(reading, "hands", count.tally("for"))
    _know(reading, "carried", int(count.carried))
    reading.shown.append(count)


def _go(reading: _Reading, to: str | None) -> None:
    """Leave for another scene: the card of the one that is left, its marks, the new scene's own headings."""
    if to is None:
        return
    _leave(reading)
    _know(reading, "hands", 0)
    _know(reading, "carried", 0)
    reading.scene = reading.story.scenes[to]
    reading.heading, reading.at = reading.scene.heading, 0
    _know(reading, "day", first(reading.heading.date))
    _wait(reading)


def _wait(reading: _Reading) -> None:
    """A scene left in the middle of a take goes on there, under the headings that were given before it."""
    script = reading.scene.script
    for at, item in enumerate(script):
        if isinstance(item, Decision) and item.take is not None and reading.values[item.take.open]:
            for before in script[:at]:
                if isinstance(before, Set):
                    _play(reading, before)
            reading.at = at
            return


def _know(reading: _Reading, name: str, value: int) -> None:
    """Keep what the engine itself finds out, if a condition asks for it."""
    if name in reading.story.slots:
        reading.values[reading.story.slots[name]] = value


def _leave(reading: _Reading) -> None:
    scene = reading.scene
    first = scene.left is None or not reading.values[scene.left]
    if scene.record and first:
        reading.shown.append(Card(scene.name, scene.record, reading.heading))
    if scene.left is not None:
        reading.values[scene.left] = 1


def _end(reading: _Reading, role: str) -> Turn:
    _leave(reading)
    return replace(_turn(reading, role, ()), ended=True)


def _turn(reading: _Reading, role: str, offered: tuple[Option, ...]) -> Turn:
    values = tuple(reading.values)
    meters = reading.story.meters
    moved = tuple(Moved(name, before, values[meters[name].slot])
                  for name, before in reading.asked.items() if name in meters)  # fmt: skip
    state = State(role, reading.scene.name, reading.at, values)
    return Turn(state, reading.heading, tuple(reading.shown), offered, moved)
