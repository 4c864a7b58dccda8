"""Shows what can be met by playing: each goal is taken off its spot once it is met, so the plays get quicker as they go."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from game.core.road import Endless, Sees, Spot, Stop, begin, choose, decided
from game.core.rule import Test
from game.core.story import Choice, Story
from game.proof.claims import CAUGHT, Goal, looking
from game.proof.states import Way

PLAYS, IDLE = 4_000, 50  # random plays at most; in a row without anything new
SEED = 1953

Wanted = Callable[[Stop], int | None]  # which choice is taken at a stop; None to go no further


@dataclass(slots=True)
class Desk:
    """What is to be shown of a role's goals, and what is shown of them."""

    story: Story
    role: str
    goals: tuple[Goal, ...]
    left: dict[Goal, None] = field(default_factory=dict)
    shown: dict[Goal, Way] = field(default_factory=dict)
    refuted: set[Goal] = field(default_factory=set)
    watch: dict[Spot, dict[Goal, Test]] = field(default_factory=dict)
    onward: dict[Spot, list[Goal]] = field(default_factory=dict)  # those that end somewhere, by where they begin
    tried: dict[Spot, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = dict.fromkeys(self.goals)
        for goal in self.left:
            if goal.ends:
                self.onward.setdefault(goal.spot, []).append(goal)
            else:
                self.watch.setdefault(goal.spot, {})[goal] = self.story.test(goal.rule)

    def show(self, goal: Goal, way: Way) -> None:
        if goal in self.left:
            del self.left[goal]
            self.shown[goal] = way
            self.watch.get(goal.spot, {}).pop(goal, None)

    def refute(self, goal: Goal) -> None:
        del self.left[goal]
        self.refuted.add(goal)

    def endless(self, scene: str, way: Way) -> None:
        """A way that goes round without a decision is caught in a circle."""
        for goal in [one for one in self.left if one.spot[2] == CAUGHT and scene in one.ends]:
            self.show(goal, way)

    def play_at_random(self) -> None:
        idle = 0
        for number, wanted in enumerate(self.players(PLAYS)):
            if not self.left or idle > IDLE:
                return
            before = len(self.left)
            self.walk(wanted, int(number % 8 == 7 and self.story.spares))
            idle = 0 if len(self.left) < before else idle + 1

    def players(self, many: int) -> Iterator[Wanted]:
        """As many who play at random, each in a way of its own; the same each time."""
        chance = random.Random(SEED)  # noqa: S311
        for number in range(many):
            yield _player(chance, number % 3, len(self.story.start), self.tried)

    def walk(self, wanted: Wanted, gently: int = 0) -> tuple[Way, Stop | None]:
        """Play on as is wanted, and show what is met; the way, and where it leads, if to anywhere."""
        picks = list[Spot]()
        stop = self.go(picks, gently, partial(begin, self.story, self.role, gently))
        for _ in range(50 + 4 * len(self.story.scenes)):  # or it goes round in a circle
            if stop is None or not stop.open or (number := wanted(stop)) is None:
                break
            picks.append((stop.scene.name, stop.at, number))
            stop = self.go(picks, gently, partial(choose, self.story, stop, number))
        return Way(tuple(picks), gently), stop

    def go(
        self, picks: Sequence[Spot], gently: int, road: Callable[[Sees], Stop], also: list[Spot] | None = None
    ) -> Stop | None:
        """Go along a road after some choices, and show what is met; where it leads, if to anywhere. `also`: all it comes to."""
        met = list[Goal]()
        try:
            stop = road(looking(self.watch, met, also))
        except Endless as circle:
            stop = None
            self.endless(circle.scene, Way(tuple(picks), gently))
        if stop is not None and stop.ended:
            met += [
                goal
                for pick in self.onward.keys() & picks
                for goal in self.onward[pick]
                if stop.scene.name in goal.ends
            ]
        for goal in met:
            self.show(goal, Way(tuple(picks), gently))
        return stop


def options(stop: Stop) -> tuple[Choice, ...]:
    """The choices where a road rests, open or not."""
    return decided(stop.scene, stop.at).choices


def following(play: Sequence[str]) -> Wanted:
    """As a kept play does."""
    ahead = iter(play)

    def wanted(stop: Stop) -> int | None:
        word, several = next(ahead, None), options(stop)
        return next((number for number in stop.open if several[number].id == word), None)

    return wanted


def along(way: Way) -> Wanted:
    """Along a way as far as it is open."""
    ahead = iter(way.picks)

    def wanted(stop: Stop) -> int | None:
        scene, at, number = next(ahead, ("", 0, -1))
        return number if (stop.scene.name, stop.at) == (scene, at) and number in stop.open else None

    return wanted


def _player(chance: random.Random, kind: int, slots: int, tried: dict[Spot, int]) -> Wanted:
    """One who plays as it comes, or with likes and dislikes, or what was tried least."""
    likes = [chance.choice((-1, 0, 1)) for _ in range(slots)] if kind == 1 else []

    def wanted(stop: Stop) -> int:
        several = options(stop)

        def worth(number: int) -> float:
            if kind == 2:
                return chance.random() * 2 - tried.get((stop.scene.name, stop.at, number), 0)
            return chance.random() + sum(likes[one.slot] * one.add for one in (several[number].then if kind else ()))

        number = max(stop.open, key=worth)
        spot = (stop.scene.name, stop.at, number)
        tried[spot] = tried.get(spot, 0) + 1
        return number

    return wanted
