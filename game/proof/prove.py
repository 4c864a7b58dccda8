"""Decides a story's claims: each is shown by choices that lead there, or refuted, or not proved.

First the states are listed, if they are few: then what can be met is shown by the shortest ways. Otherwise plays at
random show nearly all of it. For each goal left only the few values that decide it are followed, back from the goal: if
even so the beginning does not lead there, it is refuted. If it seems to, plays are made that keep to where it does; and
where these are barred, what barred them joins the few.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from game.core.play import Endless
from game.core.rule import failing
from game.core.story import Choice, Decision, Item, Scene, Set, Story, To, Vote, When
from game.proof.back import Back
from game.proof.claims import Claim, circles, claims
from game.proof.live import Slots, live
from game.proof.roads import CAUGHT, Goal, Spot, Stop, asked, begin, choices, choose, compiled, start
from game.proof.space import Space, domains, size
from game.proof.states import Listing, Way, listed

LISTED = 10_000  # states that are listed before anything else is tried
FEW = 1 << 26  # combinations of a few values times the scenes they are followed through, at most
ROUNDS, TRIES, WIDE = 12, 6, 4  # times that the few grow; plays in each; what is tried as the next of them
CIRCLED = 5_000  # states of a circle in which a play seems to be caught
PLAYS, IDLE = 4_000, 300  # random plays at most; in a row without anything new
EFFORT = 100_000  # scenes gone through backwards, over all goals
SEED = 1953

Wanted = Callable[[Stop], int | None]  # which choice is taken at a stop; None to go no further


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of each goal of a role's claims; one in neither is not proved."""

    claims: tuple[Claim, ...]
    shown: Mapping[Goal, Way]
    refuted: frozenset[Goal]


def prove(story: Story, role: str, plays: Iterable[Sequence[str]] = ()) -> Proof:
    """Decide the claims of a role. `plays` are lists of choices, by their ids, that are likely to show something."""
    found = (*claims(story, role), *circles(story, role))
    desk = Desk(story, role, tuple(one.goal for one in found))
    everything = desk.list_all(one.goal for one in found if one.kind == "silent")
    for play in plays:
        desk.walk(following(story, play))
    desk.play_at_random()
    for goal in tuple(desk.left) if everything.whole else ():
        way = everything.caught(goal.ends) if goal.spot[2] == CAUGHT else everything.onward(goal) if goal.ends else None
        if way is None:
            desk.refute(goal)
        else:
            desk.show(goal, way)
    for rounds in (1, ROUNDS):
        for goal in sorted(
            desk.left, key=lambda one: (bool(one.ends), one.rule is not None)
        ):  # scenes and choices first
            if rounds == 1 or desk.effort < EFFORT:
                desk.settle(goal, rounds)
    return Proof(found, desk.shown, frozenset(desk.refuted))


def ids(story: Story, way: Way) -> tuple[str, ...]:
    """The choices of a way by their ids."""
    return tuple(choices(story, scene, at)[number].id for scene, at, number in way.picks)


def shortened(story: Story, role: str, goal: Goal, way: Way) -> Way:
    """A way to a goal from which nothing can be cut: no choices in a row can be left out."""
    for length in range(len(way.picks) - 1, 0, -1):
        for at in range(len(way.picks) - length + 1):
            less = Way(way.picks[:at] + way.picks[at + length :], way.gently)
            if meets(story, role, goal, less):
                return shortened(story, role, goal, less)
    return way


def meets(story: Story, role: str, goal: Goal, way: Way) -> bool:
    """Do all choices of a way stand open, and does the last of them lead to the goal."""
    desk = Desk(story, role, (goal,))
    desk.walk(_along(way), way.gently)
    return desk.shown.get(goal) == way


@dataclass(slots=True)
class Desk:
    """A proof under way: what is shown, what is refuted, what is left."""

    story: Story
    role: str
    goals: tuple[Goal, ...]
    left: dict[Goal, None] = field(default_factory=dict)
    shown: dict[Goal, Way] = field(default_factory=dict)
    refuted: set[Goal] = field(default_factory=set)
    watch: dict[Spot, list[tuple[Goal, Callable[[Sequence[int]], bool]]]] = field(default_factory=dict)
    onward: dict[Spot, list[Goal]] = field(default_factory=dict)  # goals that end somewhere, by where they begin
    tried: dict[Spot, int] = field(default_factory=dict)
    effort: int = 0  # scenes that were gone through backwards

    def __post_init__(self) -> None:
        for goal in dict.fromkeys(self.goals):
            self.left[goal] = None
            if goal.ends:
                self.onward.setdefault(goal.spot, []).append(goal)
            else:
                self.watch.setdefault(goal.spot, []).append((goal, goal.test(self.story)))

    def show(self, goal: Goal, way: Way) -> None:
        if goal not in self.left:
            return
        del self.left[goal]
        self.shown[goal] = way
        if goal.spot in self.watch:
            self.watch[goal.spot] = [one for one in self.watch[goal.spot] if one[0] != goal]
            if not self.watch[goal.spot]:
                del self.watch[goal.spot]

    def refute(self, goal: Goal) -> None:
        del self.left[goal]
        self.refuted.add(goal)

    # -- showing ---------------------------------------------------------------------------------------------------

    def list_all(self, silent: Iterable[Goal]) -> Listing:
        """List the states, nearest first, and show what is met. What entries ask for matters wherever they are linked."""
        more = frozenset[int]().union(*(one.asks(self.story) for one in silent))
        keep = {rest: slots | more for rest, slots in live(self.story).items()}
        found = listed(self.story, self.role, keep, self.watch, LISTED)
        for goal, way in found.met.items():
            self.show(goal, way)
        return found

    def play_at_random(self) -> None:
        idle = 0
        for number, wanted in enumerate(self.players(PLAYS)):
            if not self.left or idle > IDLE:
                return
            before = len(self.left)
            self.walk(wanted, int(number % 8 == 7))
            idle = 0 if len(self.left) < before else idle + 1

    def players(self, many: int) -> Iterator[Wanted]:
        """As many who play at random, each in a way of its own; the same each time."""
        chance = random.Random(SEED)  # noqa: S311
        for number in range(many):
            yield _player(self.story, chance, number % 3, self.tried)

    def walk(self, wanted: Wanted, gently: int = 0) -> Way:
        """Play on as is wanted, and show what is met."""
        picks, hits = list[Spot](), list[Goal]()
        try:
            stop = begin(self.story, self.role, gently, self.watch, hits.append)
            for _ in range(50 + 4 * len(self.story.scenes)):  # or it goes round in a circle
                for goal in hits:
                    self.show(goal, Way(tuple(picks), gently))
                hits.clear()
                if not stop.open or (number := wanted(stop)) is None:
                    break
                picks.append((stop.scene.name, stop.at, number))
                stop = choose(self.story, stop, number, self.watch, hits.append)
        except Endless:
            return Way(())
        way = Way(tuple(picks), gently)
        if stop.ended:
            for goal in [goal for pick in set(picks) & self.onward.keys() for goal in self.onward[pick]]:
                if stop.scene.name in goal.ends:
                    self.show(goal, way)
        return way

    # -- searching -------------------------------------------------------------------------------------------------

    def settle(self, goal: Goal, rounds: int) -> None:
        """Refute a goal that was not met so far, or play towards it: by few values, and more as they turn out to matter."""
        scene, at, number = goal.spot
        if number != CAUGHT and not {Goal((scene, 0, -1)), Goal((scene, at, number))}.isdisjoint(self.refuted):
            self.refute(goal)  # nothing comes even near
            return
        of, into, few = domains(self.story), _into(self.story), self._first(goal)
        chance, more, scenes = random.Random(SEED), [few], len(leading(into, scene))  # noqa: S311
        for _ in range(rounds):
            courses = [
                self._course(goal, Space(self.story, one, of), into) for one in more if size(one, of) * scenes <= FEW
            ]
            if not all(self._begins(course[0]) for course in courses):
                self.refute(goal)
            bars = Counter[int]()
            for _ in range(TRIES if courses else 0):
                if goal in self.left:
                    self._towards(goal, courses[0], chance, bars)
            if goal not in self.left or not courses:
                return
            few = frozenset(courses[0][0].space.values)
            if not (new := [slot for slot, _ in bars.most_common() if slot not in few]):
                new = sorted(
                    {slot for scene in courses[0][0].entry for slot in asked_in(self.story, self.story.scenes[scene])}
                    - few
                )
            more = [few | {slot} for slot in new[:WIDE]]

    def _first(self, goal: Goal) -> frozenset[int]:
        """The few values to begin with."""
        return goal.asks(self.story) | ({self.story.slots["role"]} if "role" in self.story.slots else set())

    def _course(self, goal: Goal, space: Space, into: Mapping[str, frozenset[str]]) -> tuple[Back, ...]:
        """What leads to a goal: one way back from it; or two, where from a choice it goes on to an end."""
        if not goal.ends:
            holds = space.may(goal.rule)[0]
            if goal.there is not None:
                holds &= space.where(goal.there[0], goal.there[1])
            return (self._back(space, {goal.spot: holds}, into),)
        if goal.spot[2] == CAUGHT:
            inside = [self.story.scenes[name] for name in sorted(goal.ends)]
            out = self._back(space, _exits(self.story, inside, space.full), into, sure=True)
            aims = {(one.name, at, -1): space.full & ~out.at.get((one.name, at), 0) for one in inside
                    for at, item in enumerate(one.script) if isinstance(item, Decision)}  # fmt: skip
            return (self._back(space, aims, into),)
        scene, at, number = goal.spot
        ends = {(one, len(self.story.scenes[one].script), -1): space.full for one in goal.ends}
        on = self._back(space, ends, into)
        choice, decision = choices(self.story, scene, at)[number], self.story.scenes[scene].script[at]
        holds = on.after.get(goal.spot, 0) & space.may(choice.when.rule if choice.when else None)[0]
        take = decision.take if isinstance(decision, Decision) else None
        holds = space.before_put(holds, take.open, 1) if take else holds
        return self._back(space, {(scene, at, -1): holds}, into), on

    def _back(
        self, space: Space, aims: Mapping[Spot, int], into: Mapping[str, frozenset[str]], sure: bool = False
    ) -> Back:
        back = Back(self.story, space, aims, sure)
        self.effort += back.search(into) * (1 + (space.size >> 16))
        return back

    def _begins(self, back: Back) -> bool:
        """Does the beginning lead there."""
        starts = [start(self.story, self.role, gently) for gently in ((0, 1) if "gently" in self.story.slots else (0,))]
        return any(back.at.get((scene.name, 0), 0) & back.space.bit(values) for scene, values in starts)

    def _towards(self, goal: Goal, course: tuple[Back, ...], chance: random.Random, bars: Counter[int]) -> None:
        """One play that keeps to what leads to a goal. What bars it is counted."""
        back, ahead = course[0], list(course[1:])

        def leads(stop: Stop) -> list[int]:
            bit = back.space.bit(stop.values)
            return [number for number in stop.open if back.after.get((stop.scene.name, stop.at, number), 0) & bit]

        def there(stop: Stop) -> bool:
            """At the choice from which it goes on to an end, or where there is no way out."""
            return bool(back.aims.get((stop.scene.name, stop.at, -1), 0) & back.space.bit(stop.values))

        def wanted(stop: Stop) -> int | None:
            nonlocal back
            if ahead and (stop.scene.name, stop.at) == goal.spot[:2] and goal.spot[2] in stop.open:
                bit = ahead[0].space.bit(stop.values)
                if ahead[0].after.get(goal.spot, 0) & bit:
                    back = ahead.pop()
                    return goal.spot[2]
            if goal.spot[2] == CAUGHT and there(stop):
                return None
            good = leads(stop)
            chance.shuffle(good)
            for number in good:
                hits = list[Goal]()
                next_ = choose(self.story, stop, number, self.watch, hits.append)
                if goal in hits or next_.ended or leads(next_) or there(next_):
                    return number
                bars.update(self._asked_after(stop, number))
            bit = back.space.bit(stop.values)
            for number, choice in enumerate(choices(self.story, stop.scene.name, stop.at)):
                if number not in stop.open and back.after.get((stop.scene.name, stop.at, number), 0) & bit:
                    bars.update(self._failing(choice, stop.values))
            return None

        way = self.walk(wanted, chance.choice((0, 1)) if "gently" in self.story.slots else 0)
        if goal.spot[2] == CAUGHT:
            stop = self.at_end(way)
            if not stop.ended and there(stop):
                if self._caught(stop, goal.ends):
                    self.show(goal, way)
                else:
                    bars.update(slot for scene in goal.ends for slot in asked_in(self.story, self.story.scenes[scene]))

    def _failing(self, choice: Choice, values: list[int]) -> Slots:
        """What shuts a choice."""
        found = failing(choice.when.rule, lambda rule: compiled(rule, self.story)(values)) if choice.when else ()
        return frozenset[int]().union(*(asked(clause, self.story) for clause, _ in found))

    def _asked_after(self, stop: Stop, number: int) -> Slots:
        """What decides where a choice leads."""
        found, been, ahead = set[int](), set[str](), [(stop.scene, stop.at + 1)]
        if to := choices(self.story, stop.scene.name, stop.at)[number].to:
            ahead = [(self.story.scenes[one], 0) for _, one in to]
            found.update(*(asked(when.rule, self.story) for when, _ in to if when))
        while ahead:
            scene, at = ahead.pop()
            for item in scene.script[at:]:
                found |= asked_at(self.story, item)
                if isinstance(item, To):
                    ahead += [(self.story.scenes[one], 0) for _, one in item.cases if one not in been]
                    been |= {one for _, one in item.cases}
                elif isinstance(item, Decision):
                    break
        return frozenset(found)

    def _caught(self, stop: Stop, circle: frozenset[str]) -> bool:
        """Is there no way out of a circle from here: all states are listed, if they are not too many."""
        been, ahead = set[tuple[object, ...]](), [stop]
        while ahead and len(been) < CIRCLED:
            here = ahead.pop()
            if here.scene.name not in circle or here.ended:
                return False
            key = (here.scene.name, here.at, *here.values)
            if key not in been:
                been.add(key)
                ahead += [choose(self.story, here, number, {}, lambda _: None) for number in here.open]
        return not ahead

    def at_end(self, way: Way) -> Stop:
        """Where a way leads."""
        found = begin(self.story, self.role, way.gently, {}, lambda _: None)
        for _, _, number in way.picks:
            found = choose(self.story, found, number, {}, lambda _: None)
        return found


def _exits(story: Story, inside: Sequence[Scene], full: int) -> dict[Spot, int]:
    """Where a circle of scenes is left: on coming into others, to their beginning or to where they wait; or at an end."""
    names = {one.name for one in inside}
    aims = {(one.name, len(one.script), -1): full for one in inside if one.ending is not None}
    for to in {to for one in inside for to in one.exits()} - names:
        aims[to, 0, -1] = full
        for at, item in enumerate(story.scenes[to].script):
            if isinstance(item, Decision) and item.take is not None:
                aims[to, at, -1] = full
    return aims


def _into(story: Story) -> dict[str, frozenset[str]]:
    """The scenes that lead to each, whatever the conditions."""
    found = dict[str, set[str]]()
    for scene in story.scenes.values():
        for to in scene.exits():
            found.setdefault(to, set()).add(scene.name)
    return {name: frozenset(those) for name, those in found.items()}


def leading(into: Mapping[str, frozenset[str]], target: str) -> set[str]:
    """The scenes from which roads lead to one, whatever the conditions."""
    found, ahead = {target}, [target]
    while ahead:
        new = into.get(ahead.pop(), frozenset()) - found
        found |= new
        ahead += new
    return found


def asked_in(story: Story, scene: Scene) -> Slots:
    """What decides where a scene's roads lead."""
    return frozenset[int]().union(*(asked_at(story, item) for item in scene.script))


def asked_at(story: Story, item: Item) -> Slots:
    """What decides how it goes on from an item."""
    whens: list[When | None] = []
    match item:
        case To(cases) | Set("date", cases):
            whens += [when for when, _ in cases]
        case Vote(_, voters):
            whens += [when for _, hands in voters for when, _ in hands]
        case Decision(several, take):
            whens += [when for choice in several for when in (choice.when, *(when for when, _ in choice.to))]
            taken = {take.open, *take.taken} if take else set[int]()
            return frozenset(taken.union(*(asked(when.rule, story) for when in whens if when)))
    return frozenset[int]().union(*(asked(when.rule, story) for when in whens if when))


# -- who plays ---------------------------------------------------------------------------------------------------------


def following(story: Story, play: Sequence[str]) -> Wanted:
    """As a kept play does."""
    ahead = iter(play)

    def wanted(stop: Stop) -> int | None:
        word, several = next(ahead, None), choices(story, stop.scene.name, stop.at)
        return next((number for number in stop.open if several[number].id == word), None)

    return wanted


def _along(way: Way) -> Wanted:
    """Along a way as far as it is open."""
    ahead = iter(way.picks)

    def wanted(stop: Stop) -> int | None:
        scene, at, number = next(ahead, ("", 0, -1))
        return number if (stop.scene.name, stop.at) == (scene, at) and number in stop.open else None

    return wanted


def _player(story: Story, chance: random.Random, kind: int, tried: dict[Spot, int]) -> Wanted:
    """One who plays as it comes, or with likes and dislikes, or what was tried least."""
    likes = [chance.choice((-1, 0, 1)) for _ in story.start] if kind == 1 else []

    def worth(spot: Spot) -> float:
        if kind == 2:
            return chance.random() * 2 - tried.get(spot, 0)
        effects = choices(story, spot[0], spot[1])[spot[2]].then if kind else ()
        return sum(likes[one.slot] * one.add for one in effects) + chance.random()

    def wanted(stop: Stop) -> int:
        spot = max(((stop.scene.name, stop.at, number) for number in stop.open), key=worth)
        tried[spot] = tried.get(spot, 0) + 1
        return spot[2]

    return wanted
