"""Lists the states that a role can come to, nearest first; two that differ in nothing that may still matter are one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from game.core.road import Endless, Sees, Spot, Stop, begin, choose
from game.core.story import Story
from game.proof.claims import Goal, Watch, looking
from game.proof.live import Rest

ROUND = -1  # in place of an item: a road goes round through the scene, without a decision
Keep = Mapping[Rest, Sequence[int]]  # the slots that may still matter, in an order
Key = tuple[str, int, tuple[int, ...]]  # scene, item, and the values that may matter there


@dataclass(frozen=True, slots=True)
class Way:
    """The choices that lead somewhere, each by its spot; `gently`: the player asks to be spared hard scenes."""

    picks: tuple[Spot, ...]
    gently: int = 0


@dataclass(slots=True)
class Listing:
    """The states that were listed, by how each was come to. `whole`: they are all."""

    parents: dict[Key, tuple[Key | None, int]] = field(default_factory=dict)
    before: dict[Key, list[tuple[Key, int]]] = field(default_factory=dict)
    ends: list[Key] = field(default_factory=list)
    whole: bool = False

    def way(self, key: Key | None, number: int) -> Way:
        """The way to a state, and a choice there."""
        picks: list[Spot] = []
        while key is not None:
            picks.append((*key[:2], number))
            key, number = self.parents[key]
        return Way(tuple(reversed(picks)), number)

    def leading(self, ends: Iterable[Key]) -> dict[Key, tuple[int, Key] | None]:
        """The states that lead to one of some others, each with the choice that does and the state after it."""
        found: dict[Key, tuple[int, Key] | None] = dict.fromkeys(ends)
        ahead = list(found)
        while ahead:
            after = ahead.pop()
            for before, number in self.before.get(after, ()):
                if before not in found:
                    found[before] = (number, after)
                    ahead.append(before)
        return found

    def caught(self, circle: frozenset[str]) -> Way | None:
        """The way to a state in a circle of scenes from which nothing leads out of it, or to an end; if there is one."""
        free = self.leading([key for key in self.parents if key[0] not in circle] + self.ends)
        first = next((key for key in self.parents if key not in free), None)
        return self.way(*self.parents[first]) if first is not None else None

    def onward(self, goal: Goal) -> Way | None:
        """A way to a goal's choice, and from there to one of its ends; if there is one."""
        good = self.leading(key for key in self.ends if key[0] in goal.ends)
        for after in good:
            for before, number in self.before.get(after, ()):
                if (*before[:2], number) == goal.spot:
                    way, key = self.way(before, number), after
                    picks = list(way.picks)
                    while (step := good[key]) is not None:
                        picks.append((*key[:2], step[0]))
                        key = step[1]
                    return Way(tuple(picks), way.gently)
        return None


def listed(story: Story, role: str, keep: Keep, watch: Watch, show: Callable[[Goal, Way], None], most: int) -> Listing:
    """List the states, but no more than so many; and show the first way to each goal."""
    found, ahead, hits = Listing(), deque[tuple[Key, Stop]](), list[Goal]()
    sees = looking(watch, hits)

    def come(parent: Key | None, number: int, road: Callable[[], Stop]) -> None:
        stop = None
        try:
            stop = road()
            slots = keep.get((stop.scene.name, stop.at), ())
            key: Key = (stop.scene.name, stop.at, tuple([stop.values[slot] for slot in slots]))
        except Endless as circle:
            key = (circle.scene, ROUND, ())
        if key not in found.parents:
            found.parents[key] = (parent, number)
            if stop is not None:
                ahead.append((key, stop))
                found.ends += [key] if stop.ended else []
        if parent is not None:
            found.before.setdefault(key, []).append((parent, number))
        for goal in hits:
            show(goal, found.way(parent, number))
        hits.clear()

    for gently in spared(story):
        come(None, gently, partial(begin, story, role, gently, sees))
    while ahead and len(found.parents) <= most:
        key, stop = ahead.popleft()
        for number in stop.open:
            come(key, number, partial(choose, story, stop, number, sees))
    found.whole = not ahead
    return found


def around(story: Story, stop: Stop, sees: Callable[[Stop], Sees]) -> Iterator[Stop | Endless]:
    """What can be come to from a stop, each state once and nearest first, and the roads that go round for ever.

    `sees` is asked at each stop for who is told of what lies on the roads from there.
    """
    been, ahead = set[tuple[object, ...]](), deque([stop])
    while ahead:
        here = ahead.popleft()
        if (key := (here.scene.name, here.at, *here.values)) not in been:
            been.add(key)
            yield here
            for number in here.open:
                try:
                    ahead.append(choose(story, here, number, sees(here)))
                except Endless as road:
                    yield road


def spared(story: Story) -> tuple[int, ...]:
    """Whether the player asks to be spared hard scenes: no, and yes where it matters."""
    return (0, 1) if story.spares else (0,)
