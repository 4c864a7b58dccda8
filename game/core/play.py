"""The state machine: begin, step. Pure and deterministic: a story, a turn and a choice give the next turn.

A State is all that the rest of the story can depend on; how it came about is the journal's business. The rules are
those of `road`; here what they come to is made into what a player reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from game.core import road
from game.core import rule as rules
from game.core.road import Stop, decided, hands, taken
from game.core.rule import Values
from game.core.story import (
    Cases,
    Choice,
    Decision,
    Effect,
    Hand,
    Heading,
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


class Closed(ValueError):
    """The choice asked for does not exist here, or is shut. The message is for a player."""


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
    heading: Heading
    shown: list[Shown] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)  # meters that an effect touched -> value before

    def sees(self, scene: Scene, at: int, number: int, values: list[int]) -> None:
        """What a page shows of what is come to."""
        match scene.script[at] if at < len(scene.script) else None:
            case Prose(cases):
                self._line(scene, cases, values)
            case Decision(choices):
                if number >= 0:
                    self._line(scene, choices[number].reply, values, True)
                    self._leaves(scene, choices[number].to, values)
            case Set(key, cases):
                if (value := taken(cases, values)) is not None:
                    self.heading = replace(self.heading, **{key: value})
            case Then(effects):
                self.touches(effects, values)
            case Vote() as vote:
                raised = hands(vote, values)
                seats = tuple(self.story.entries[person].seats for person, _ in raised)
                self.shown.append(Count(vote.motion, raised, scene.name, self.heading, seats))
            case To(cases):
                self._leaves(scene, cases, values)
            case None:
                self._card(scene, values)

    def touches(self, effects: tuple[Effect, ...], values: Sequence[int]) -> None:
        for effect in effects:
            self.asked.setdefault(effect.name, values[effect.slot])

    def _line(self, scene: Scene, cases: Cases[str], values: list[int], reply: bool = False) -> None:
        if (text := taken(cases, values)) is not None:
            self.shown.append(Line(text, scene.name, self.heading, reply))

    def _leaves(self, scene: Scene, cases: Cases[str], values: list[int]) -> None:
        """Leave for another scene: the card of the one that is left, the new one's own headings."""
        if (to := taken(cases, values)) is not None:
            self._card(scene, values)
            self.heading = self.story.scenes[to].heading

    def _card(self, scene: Scene, values: list[int]) -> None:
        if scene.record and (scene.left is None or not values[scene.left]):
            self.shown.append(Card(scene.name, scene.record, self.heading))


def begin(story: Story, role: str, gently: bool = False) -> Turn:
    """The first turn of a role. `gently`: the player asks to be spared hard scenes, which changes prose alone."""
    reading = _Reading(story, story.scenes[story.roles[role].start].heading)
    return _turn(reading, role, road.begin(story, role, int(gently), reading.sees))


def step(story: Story, turn: Turn, wanted: str) -> Turn:
    """The turn after a choice, named by its number on the page or its id. Raises Closed."""
    option = turn.option(wanted)
    if not option.open:
        raise Closed(f'the choice "{wanted}" is shut')
    state, reading = turn.state, _Reading(story, turn.heading)
    reading.touches(option.choice.then, state.values)
    stop = Stop(story.scenes[state.scene], state.at, list(state.values))
    number = [one.id for one in decided(stop.scene, stop.at).choices].index(option.choice.id)
    return _turn(reading, state.role, road.choose(story, stop, number, reading.sees))


def _options(decision: Decision, stop: Stop) -> tuple[Option, ...]:
    """The choices as the page offers them: hidden ones and those taken left out, shut ones numbered."""
    seen: list[Option] = []
    for place, choice in enumerate(decision.choices):
        if place in stop.open:
            seen.append(Option(len(seen) + 1, choice))
        elif choice.locked is not None and not (decision.take and stop.values[decision.take.taken[place]]):
            seen.append(Option(len(seen) + 1, choice, choice.locked))
    return tuple(seen)


def lacking(story: Story, when: When, values: Values) -> str:
    """What keeps a condition from holding, in words, as far as its clauses are in view: "Army at least 3 (now 2)"."""
    told = []
    for clause, wanted in rules.failing(when.rule, lambda rule: story.test(rule)(values)):
        if wanted and isinstance(clause, rules.Compare) and clause.name in story.meters:
            meter = story.meters[clause.name]
            if not meter.hidden:
                told.append(f"{meter.title} {clause.relation} {clause.value} (now {values[meter.slot]})")
    return ", ".join(told)


def _turn(reading: _Reading, role: str, stop: Stop) -> Turn:
    values, meters = tuple(stop.values), reading.story.meters
    offered = () if stop.ended else _options(decided(stop.scene, stop.at), stop)
    moved = tuple(Moved(name, before, values[meters[name].slot])
                  for name, before in reading.asked.items() if name in meters)  # fmt: skip
    state = State(role, stop.scene.name, stop.at, values)
    return Turn(state, reading.heading, tuple(reading.shown), offered, moved, stop.ended)
