"""The rules of play on values alone: where a story's roads lead from choice to choice, and what is come to on the way.

Whoever plays is told of each thing come to and makes of it what is wanted: a page (play), or what can be met (proof).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from game.core.day import first
from game.core.story import Cases, Decision, Effect, Hand, Prose, Raised, Scene, Set, Story, Then, To, Vote

T = TypeVar("T")
Spot = tuple[str, int, int]  # scene, item of its script, and which choice of it was just made; -1 on coming to the item
LONG_WAY = 100  # items between two decisions, after which it is asked whether they come round again
LONGEST_WAY = 10_000  # after which nobody reads on


class Endless(RuntimeError):
    """The story goes round without ever coming to a decision. `scene` is one that it goes through."""

    def __init__(self, scene: str) -> None:
        super().__init__(f"{scene} goes round without a decision")
        self.scene = scene


@dataclass(slots=True)
class Stop:
    """Where a road rests: at a decision, with the choices that are open there, or at an ending, with none."""

    scene: Scene
    at: int
    values: list[int]
    open: tuple[int, ...] = ()

    @property
    def ended(self) -> bool:
        return self.at == len(self.scene.script)


Sees = Callable[[Scene, int, int, list[int]], None]  # told of each spot that is come to, with the values there


def begin(story: Story, role: str, gently: int, sees: Sees) -> Stop:
    """The first stop of a role."""
    scene, values = start(story, role, gently)
    return _onward(story, scene, 0, values, sees)


def start(story: Story, role: str, gently: int) -> tuple[Scene, list[int]]:
    """Where a role begins, before anything is read."""
    scene, values = story.scenes[story.roles[role].start], list(story.start)
    known = (("role", list(story.roles).index(role)), ("gently", gently), ("day", first(scene.heading.date)))
    for name, value in known:
        _know(story, values, name, value)
    _act(values, story.roles[role].then)
    return scene, values


def choose(story: Story, stop: Stop, number: int, sees: Sees) -> Stop:
    """The stop after the choice at a place of the decision."""
    scene, at, values = stop.scene, stop.at + 1, stop.values.copy()
    decision = decided(scene, stop.at)
    choice = decision.choices[number]
    if decision.take is not None:
        values[decision.take.taken[number]] = 1
        at = stop.at  # unless the choice leads away, what is left of them is offered again
    if choice.mark is not None:
        values[choice.mark] = 1
    _act(values, choice.then)
    sees(scene, stop.at, number, values)
    scene, at = _led(story, scene, choice.to, values, at, sees)
    return _onward(story, scene, at, values, sees)


def decided(scene: Scene, at: int) -> Decision:
    """The decision at which a road rests."""
    decision = scene.script[at]
    assert isinstance(decision, Decision), "a road rests at a decision"
    return decision


def taken(cases: Cases[T], values: Sequence[int]) -> T | None:
    """The first of the cases that holds, if any does."""
    for when, value in cases:
        if when is None or when.test(values):
            return value
    return None


def hands(vote: Vote, values: Sequence[int]) -> tuple[tuple[str, Raised], ...]:
    """Which hand each voter raises: all are decided before the first goes up."""
    return tuple((person, taken(cases, values) or Raised("abstains")) for person, cases in vote.voters)


def _onward(story: Story, scene: Scene, at: int, values: list[int], sees: Sees) -> Stop:
    """Read on until a decision has something to show or the story ends."""
    been = set[tuple[str, int, tuple[int, ...]]]()
    for many in range(LONGEST_WAY):
        sees(scene, at, -1, values)
        if at == len(scene.script):
            return Stop(scene, at, values)
        item = scene.script[at]
        at += 1
        match item:
            case Prose():  # most items are, and only read
                pass
            case Decision():
                shown, ways = _offered(item, values)
                if shown:
                    return Stop(scene, at - 1, values, ways)
            case To(cases):
                scene, at = _led(story, scene, cases, values, at, sees)
                if many > LONG_WAY:
                    if (here := (scene.name, at, tuple(values))) in been:
                        break
                    been.add(here)
            case Then(effects):
                _act(values, effects)
            case Set():
                _dated(story, item, values)
            case Vote():
                _count(story, item, values)
    raise Endless(scene.name)


def _led(story: Story, scene: Scene, cases: Cases[str], values: list[int], after: int, sees: Sees) -> tuple[Scene, int]:
    """Where a `to` leads: into a scene's beginning, or to where it waits in the middle of a take; or on in the script."""
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
            for given, before in enumerate(scene.script[:at]):
                if isinstance(before, Set):  # the headings that were given before it hold
                    sees(scene, given, -1, values)
                    _dated(story, before, values)
            return scene, at
    return scene, 0


def _offered(decision: Decision, values: list[int]) -> tuple[bool, tuple[int, ...]]:
    """Is there anything to show, and what is open. A take is done when enough are taken or none of the rest is open."""
    take = decision.take
    ways = tuple(number for number, choice in enumerate(decision.choices)
                 if (choice.when is None or choice.when.test(values)) and not (take and values[take.taken[number]]))  # fmt: skip
    if take is None:
        return bool(ways) or any(choice.locked is not None for choice in decision.choices), ways
    values[take.open] = 1
    if ways and (take.most is None or sum(values[slot] for slot in take.taken) < take.most):
        return True, ways
    for slot in (take.open, *take.taken):  # it begins afresh
        values[slot] = 0
    return False, ()


def _dated(story: Story, given: Set, values: list[int]) -> None:
    if given.key == "date" and (date := taken(given.cases, values)) is not None:
        _know(story, values, "day", first(date))


def _count(story: Story, vote: Vote, values: list[int]) -> None:
    tally: dict[Hand, int] = {"for": 0, "against": 0, "abstains": 0}
    for person, raised in hands(vote, values):
        tally[raised.hand] += story.entries[person].seats
    _know(story, values, "hands", tally["for"])
    _know(story, values, "carried", int(tally["for"] > tally["against"]))


def _act(values: list[int], effects: tuple[Effect, ...]) -> None:
    for effect in effects:
        values[effect.slot] = min(max(values[effect.slot] + effect.add, effect.low), effect.high)


def _know(story: Story, values: list[int], name: str, value: int) -> None:
    """Keep what the rules themselves find out, if a condition asks for it."""
    if (slot := story.slots.get(name)) is not None:
        values[slot] = value
