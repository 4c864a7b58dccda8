"""Decides a goal by the few values that matter to it: refuted if even so the beginning does not lead there.

If it seems to, plays are made that keep to where it does; and where these are barred, what barred them joins the few.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from game.core.road import Endless, Sees, Spot, Stop, begin, choose, start
from game.core.rule import failing
from game.core.story import Decision, Set, Story, To, Vote, When
from game.proof.back import Back
from game.proof.claims import CAUGHT, Goal
from game.proof.forth import Forth
from game.proof.live import Slots
from game.proof.plays import SEED, Desk, options
from game.proof.space import Space, size
from game.proof.states import Keep, Way, around, spared

FEW = 1 << 26  # combinations of a few values times the scenes they are followed through, at most
ROUNDS, TRIES, WIDE = 12, 2, 2  # times that the few grow; tries in each; what is tried as the next of them
STEPS = 50  # choices in a try, and as many as there are scenes
OUTWARD = 1 << 12  # combinations of the values that lead out of a circle, to begin with
CIRCLED = 5_000  # states of a circle in which a play seems to be caught
EFFORT = 350_000  # scenes gone through backwards and choices tried, over all goals


@dataclass(slots=True)
class Search:
    """A search for what the plays at a desk have not met."""

    desk: Desk
    forth: Forth
    keep: Keep
    into: Mapping[str, Sequence[str]] = field(init=False)
    effort: int = 0  # scenes that were gone through backwards, and choices that were tried

    def __post_init__(self) -> None:
        self.into = _into(self.desk.story)

    def settle(self, goal: Goal, rounds: int) -> None:
        """Refute a goal that was not met so far, or play towards it: by few values, and more as they turn out to matter."""
        story, chance = self.desk.story, random.Random(SEED)  # noqa: S311
        few = story.asks(goal.rule) | {slot for name, slot in story.slots.items() if name == "role"}
        outward = _outward(story, goal.ends) if goal.spot[2] == CAUGHT else ()  # of a circle, that matters most
        for slot in outward:
            few |= {slot} if size(few | {slot}, self.forth.of) <= OUTWARD else frozenset()
        more = [few]
        for _ in range(rounds):
            spaces = [Space(self.forth, one) for one in more if size(one, self.forth.of) * len(story.scenes) <= FEW]
            if not spaces:
                return
            courses = [self._course(goal, space) for space in spaces]
            if not all(self._begins(course[0]) for course in courses):
                self.desk.refute(goal)
            bars = Counter[int]()
            for _ in range(min(TRIES, rounds)):
                if goal in self.desk.left:
                    self._towards(goal, courses[0], chance, bars)
            if goal not in self.desk.left:
                return
            few = frozenset(spaces[0].values)
            new = [slot for slot in sorted(bars, key=lambda one: (-bars[one], one)) if slot not in few]
            more = [few | {slot} for slot in (new or sorted(asks(story, courses[0][0].entry) - few))[:WIDE]]

    def _course(self, goal: Goal, space: Space) -> tuple[Back, ...]:
        """What leads to a goal: one way back from it; or two, where from a choice it goes on to an end.

        To a circle: where it is not sure that one gets out; and then, where one may.
        """
        story = self.desk.story
        if not goal.ends:
            return (self._back(space, {goal.spot: space.may(goal.rule, goal.spot)[0] & space.here(goal.spot)}),)
        if goal.spot[2] != CAUGHT:
            on = self._back(space, {(one, len(story.scenes[one].script), -1): space.full for one in goal.ends})
            return self._back(space, {goal.spot: on.led.get(goal.spot, 0)}), on
        out = self._back(space, _exits(story, goal.ends, space.full), sure=True)
        rests = [(name, at) for name in sorted(goal.ends) for at, item in enumerate(story.scenes[name].script)
                 if at == 0 or isinstance(item, Decision)]  # fmt: skip
        unsure = {(*rest, -1): space.here((*rest, -1)) & ~out.at.get(rest, 0) for rest in rests}
        return self._back(space, unsure), self._back(space, _exits(story, goal.ends, space.full))

    def _back(self, space: Space, aims: Mapping[Spot, int], sure: bool = False) -> Back:
        back = Back(self.desk.story, space, aims, sure)
        self.effort += back.search(self.into) * (1 + (space.size >> 16))
        return back

    def _begins(self, back: Back) -> bool:
        """Does the beginning lead there."""
        starts = [start(self.desk.story, self.desk.role, gently) for gently in spared(self.desk.story)]
        return any(back.at.get((scene.name, 0), 0) & back.space.bit(values) for scene, values in starts)

    def _towards(self, goal: Goal, course: tuple[Back, ...], chance: random.Random, bars: Counter[int]) -> None:
        """Try what leads to a goal; it is refuted if that was all in vain. What bars the way is counted."""
        story = self.desk.story
        steps, inside = STEPS + len(story.scenes), asks(story, goal.ends if goal.spot[2] == CAUGHT else ())
        seeker = _Seeker(self.desk, goal, course, self.keep, story.asks(goal.rule), inside, chance, bars, steps)
        beginnings = spared(story)
        whole = all([seeker.seek(gently) for gently in chance.sample(beginnings, len(beginnings))])  # noqa: C419 each of them
        self.effort += steps - seeker.steps
        if goal in self.desk.left and whole and goal.spot[2] != CAUGHT:
            self.desk.refute(goal)


Trail = tuple[Stop, int, list[int]]  # where a road rests, how many legs are behind, what is still to be tried


@dataclass(slots=True)
class _Seeker:
    """Keeps to what leads to a goal, by each leg of a course in turn, and goes back where nothing does."""

    desk: Desk
    goal: Goal
    course: tuple[Back, ...]
    keep: Keep
    asked: Slots  # by the goal
    inside: Slots  # what decides where the roads of its circle lead
    chance: random.Random
    bars: Counter[int]
    steps: int
    been: set[tuple[object, ...]] = field(default_factory=set)

    def seek(self, gently: int) -> bool:
        """Until the goal is met or nothing is left to be tried: then it was all. Not all, if it takes too long."""
        story, picks, trail = self.desk.story, list[Spot](), list[Trail]()
        self.come(picks, gently, partial(begin, story, self.desk.role, gently), 0, trail)
        while trail and self.goal in self.desk.left:
            stop, leg, ways = trail[-1]
            if not ways:
                trail.pop()
                del picks[-1:]
                continue
            self.steps -= 1
            if self.steps < 0:
                return False
            picks.append((stop.scene.name, stop.at, ways.pop()))
            further = leg == 0 and len(self.course) > 1 and picks[-1] == self.goal.spot
            if not self.come(picks, gently, partial(choose, story, stop, picks[-1][2]), leg + further, trail):
                picks.pop()
        return True

    def come(self, picks: list[Spot], gently: int, road: Callable[[Sees], Stop], leg: int, trail: list[Trail]) -> bool:
        """Go along a road: does more lead on from where it rests."""
        passed = list[Spot]()
        stop = self.desk.go(picks, gently, road, passed)
        if stop is None or self.goal not in self.desk.left:
            return False
        if self.goal.spot[2] == CAUGHT and self.there(stop):
            may = self.course[1].at.get((stop.scene.name, stop.at), 0) & self.course[1].space.bit(stop.values)
            if not may or self._caught(stop):
                self.desk.show(self.goal, Way(tuple(picks), gently))
            else:
                self.bars.update(self.inside)
            return False
        slots = (*self.keep.get((stop.scene.name, stop.at), ()), *self.asked)
        key = (stop.scene.name, stop.at, leg, *[stop.values[slot] for slot in slots])
        if key in self.been:
            return False
        self.been.add(key)
        ways = [number for number in stop.open if self.leads(stop, leg, number)]
        self.chance.shuffle(ways)
        if not ways:
            self.barred(stop, leg, passed)
            return False
        trail.append((stop, leg, ways))
        return True

    def barred(self, stop: Stop, leg: int, passed: Iterable[Spot]) -> None:
        """Count what bars the way where nothing leads on: what is shut, and what led the road to here."""
        story = self.desk.story
        self.bars.update(frozenset[int]().union(*(decides(story, spot) for spot in passed)))
        for number, choice in enumerate(() if stop.ended else options(stop)):
            if choice.when and number not in stop.open and self.leads(stop, leg, number):
                for clause, _ in failing(choice.when.rule, lambda rule: story.test(rule)(stop.values)):
                    self.bars.update(story.asks(clause))

    def leads(self, stop: Stop, leg: int, number: int) -> bool:
        """Does a choice lead on, as far as the few values decide."""
        back = self.course[leg]
        return bool(back.after.get((stop.scene.name, stop.at, number), 0) & back.space.bit(stop.values))

    def there(self, stop: Stop) -> bool:
        """Is what it leads to here."""
        back = self.course[0]
        return bool(back.aims.get((stop.scene.name, stop.at, -1), 0) & back.space.bit(stop.values))

    def _caught(self, stop: Stop) -> bool:
        """Is there no way out of a circle from here: all states are listed, if they are not too many."""
        for many, one in enumerate(around(self.desk.story, stop, lambda _: lambda *_: None)):
            scene = one.scene if isinstance(one, Endless) else one.scene.name
            if many == CIRCLED or scene not in self.goal.ends or (isinstance(one, Stop) and one.ended):
                return False
        return True


def _outward(story: Story, circle: frozenset[str]) -> dict[int, None]:
    """What decides whether a road leads out of some scenes."""
    whens = list[When | None]()
    for item in (item for name in sorted(circle) for item in story.scenes[name].script):
        if isinstance(item, To) and {to for _, to in item.cases} - circle:
            whens += [case for case, _ in item.cases]
        for choice in item.choices if isinstance(item, Decision) else ():
            whens += [choice.when, *(case for case, _ in choice.to)] if {to for _, to in choice.to} - circle else []
    return dict.fromkeys(slot for when in whens if when for slot in sorted(story.asks(when.rule)))


def _exits(story: Story, circle: frozenset[str], full: int) -> dict[Spot, int]:
    """Where a circle of scenes is left: on coming into others, to their beginning or to where they wait; or at an end."""
    inside = [story.scenes[name] for name in sorted(circle)]
    aims = {(one.name, len(one.script), -1): full for one in inside if one.ending is not None}
    for to in sorted({to for one in inside for to in one.exits()} - circle):
        waits = [at for at, item in enumerate(story.scenes[to].script) if isinstance(item, Decision) and item.take]
        aims |= {(to, at, -1): full for at in (0, *waits)}
    return aims


def _into(story: Story) -> dict[str, tuple[str, ...]]:
    """The scenes that lead to each, whatever the conditions."""
    found = dict[str, dict[str, None]]()
    for scene in story.scenes.values():
        for to in scene.exits():
            found.setdefault(to, {})[scene.name] = None
    return {name: tuple(those) for name, those in found.items()}


def asks(story: Story, scenes: Iterable[str]) -> Slots:
    """What decides where the roads of some scenes lead."""
    items = ((name, at, item) for name in scenes for at, item in enumerate(story.scenes[name].script))
    spots = ((name, at, number) for name, at, item in items
             for number in range(-1, len(item.choices) if isinstance(item, Decision) else 0))  # fmt: skip
    return frozenset[int]().union(*(decides(story, spot) for spot in spots))


def decides(story: Story, spot: Spot) -> Slots:
    """What decides how it goes on from a spot."""
    scene, at, number = spot
    whens, marks = list[When | None](), frozenset[int]()
    match story.scenes[scene].script[at : at + 1]:
        case [Decision(several, take)] if number < 0:
            whens = [choice.when for choice in several]
            marks = frozenset((take.open, *take.taken)) if take else marks
        case [Decision(several)]:
            whens = [when for when, _ in several[number].to]
        case [To(cases) | Set("date", cases)]:
            whens = [when for when, _ in cases]
        case [Vote(_, voters)]:
            whens = [when for _, hands in voters for when, _ in hands]
    return marks.union(*(story.asks(when.rule) for when in whens if when))
