"""Where a story's roads lead, for a proof: the rules of play without words, and what is looked for on the way.

The same rules as play has, on values alone: a hundred thousand choices are made here for every page that is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from game.core import rule as rules
from game.core.day import first
from game.core.play import LONGEST_WAY, Endless, taken
from game.core.rule import Rule
from game.core.story import Cases, Choice, Decision, Effect, Scene, Set, Story, Then, To, Vote

Spot = tuple[str, int, int]  # scene, item of its script, and which choice of it was just taken; -1 on the way there


CAUGHT = -2  # in place of a choice: somewhere in a circle of scenes, with no way out


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to come to: a spot, where a condition holds and a slot has a value; from there on, one of `ends`."""

    spot: Spot
    rule: Rule | None = None
    there: tuple[int, int] | None = None
    ends: frozenset[str] = frozenset()

    def asks(self, story: Story) -> frozenset[int]:
        """The slots that it depends on."""
        return asked(self.rule, story) | (frozenset([self.there[0]]) if self.there else frozenset())

    def test(self, story: Story) -> Callable[[Sequence[int]], bool]:
        """Does it hold for some values, at its spot."""
        rule, there = compiled(self.rule, story), self.there
        return rule if there is None else lambda values: values[there[0]] == there[1] and rule(values)


Watch = Mapping[Spot, list[tuple[Goal, Callable[[Sequence[int]], bool]]]]  # what is looked for where
Hit = Callable[[Goal], None]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a road rests: at a decision, with the choices that are open there, or at an ending, with none."""

    scene: Scene
    at: int
    values: list[int]
    open: tuple[int, ...] = ()

    @property
    def ended(self) -> bool:
        return self.at == len(self.scene.script)


def start(story: Story, role: str, gently: int) -> tuple[Scene, list[int]]:
    """Where a role begins, before anything is read."""
    scene, values = story.scenes[story.roles[role].start], list(story.start)
    for name, value in (
        ("role", list(story.roles).index(role)),
        ("gently", gently),
        ("day", first(scene.heading.date)),
    ):
        _know(story, values, name, value)
    _act(values, story.roles[role].then)
    return scene, values


def begin(story: Story, role: str, gently: int, watch: Watch, hit: Hit) -> Stop:
    """The first stop of a role."""
    scene, values = start(story, role, gently)
    return _onward(story, scene, 0, values, watch, hit)


def choose(story: Story, stop: Stop, number: int, watch: Watch, hit: Hit) -> Stop:
    """The stop after the choice at a place of the decision."""
    scene, values = stop.scene, stop.values.copy()
    decision = scene.script[stop.at]
    assert isinstance(decision, Decision), "a road rests at a decision"
    choice, at = decision.choices[number], stop.at + 1
    if decision.take is not None:
        values[decision.take.taken[number]] = 1
        at = stop.at
    if choice.mark is not None:
        values[choice.mark] = 1
    _act(values, choice.then)
    _look((scene.name, stop.at, number), values, watch, hit)
    scene, at = _led(story, scene, choice.to, values, at)
    return _onward(story, scene, at, values, watch, hit)


def choices(story: Story, scene: str, at: int) -> tuple[Choice, ...]:
    decision = story.scenes[scene].script[at]
    assert isinstance(decision, Decision), "a way goes from decision to decision"
    return decision.choices


def _onward(story: Story, scene: Scene, at: int, values: list[int], watch: Watch, hit: Hit) -> Stop:
    """Read on until a decision has something to show or the story ends."""
    for _ in range(LONGEST_WAY):
        if watch:
            _look((scene.name, at, -1), values, watch, hit)
        if at == len(scene.script):
            return Stop(scene, at, values)
        item = scene.script[at]
        match item:
            case Decision():
                shown, ways = _offered(item, values)
                if shown:
                    return Stop(scene, at, values, ways)
            case To(cases):
                scene, at = _led(story, scene, cases, values, at + 1)
                continue
            case Then(effects):
                _act(values, effects)
            case Set("date", cases):
                if (date := taken(cases, values)) is not None:
                    _know(story, values, "day", first(date))
            case Vote():
                _count(story, item, values)
        at += 1
    raise Endless("a road goes round without a decision")


def _led(story: Story, scene: Scene, cases: Cases[str], values: list[int], after: int) -> tuple[Scene, int]:
    """Where a `to` leads, into a scene's beginning or where it waits in the middle of a take; or on in the script."""
    to = taken(cases, values)
    if to is None:
        return scene, after
    if scene.left is not None:
        values[scene.left] = 1
    scene = story.scenes[to]
    for name, value in (("hands", 0), ("carried", 0), ("day", first(scene.heading.date))):
        _know(story, values, name, value)
    for at, item in enumerate(scene.script):
        if isinstance(item, Decision) and item.take is not None and values[item.take.open]:
            for before in scene.script[:at]:
                if (
                    isinstance(before, Set)
                    and before.key == "date"
                    and (date := taken(before.cases, values)) is not None
                ):
                    _know(story, values, "day", first(date))
            return scene, at
    return scene, 0


def _offered(decision: Decision, values: list[int]) -> tuple[bool, tuple[int, ...]]:
    """Is there anything to show, and what is open."""
    take = decision.take
    ways = tuple(number for number, choice in enumerate(decision.choices)
                 if (choice.when is None or choice.when.test(values)) and not (take and values[take.taken[number]]))  # type: ignore[arg-type]  # fmt: skip
    if take is None:
        return bool(ways) or any(choice.locked is not None for choice in decision.choices), ways
    values[take.open] = 1
    if ways and (take.most is None or sum(values[slot] for slot in take.taken) < take.most):
        return True, ways
    for slot in (take.open, *take.taken):
        values[slot] = 0
    return False, ()


def _count(story: Story, vote: Vote, values: list[int]) -> None:
    tally = {"for": 0, "against": 0, "abstains": 0}
    for person, cases in vote.voters:
        raised = taken(cases, values)
        tally[raised.hand if raised else "abstains"] += story.entries[person].seats
    _know(story, values, "hands", tally["for"])
    _know(story, values, "carried", int(tally["for"] > tally["against"]))


def _know(story: Story, values: list[int], name: str, value: int) -> None:
    if (slot := story.slots.get(name)) is not None:
        values[slot] = value


def _act(values: list[int], effects: tuple[Effect, ...]) -> None:
    for effect in effects:
        values[effect.slot] = min(max(values[effect.slot] + effect.add, effect.low), effect.high)


def _look(spot: Spot, values: list[int], watch: Watch, hit: Hit) -> None:
    for goal, test in watch.get(spot, ()):
        if test(values):
            hit(goal)


def compiled(rule: Rule | None, story: Story) -> Callable[[Sequence[int]], bool]:
    """A condition as a function of values; none holds always."""
    if rule is None:
        return lambda _: True
    return rules.compiled(rule, story.slots, {**story.facts, "role": tuple(story.roles)})  # type: ignore[return-value]


def asked(rule: Rule | None, story: Story) -> frozenset[int]:
    """The slots that a condition asks for."""
    found = rules.clauses(rule) if rule is not None else ()
    return frozenset(story.slots[rules.slot(clause)] for clause in found)
