"""Back from what is wanted: with which values of a few slots, at each item of each script, it may still be come to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from game.core.day import first
from game.core.road import Spot
from game.core.story import Cases, Decision, Raised, Scene, Set, Story, Take, Then, To, Vote, When
from game.proof.space import Space


@dataclass(slots=True)
class Back:
    """The values from which one of some aims may be met. An aim is a spot, with a set of values.

    `sure`: from which a player can make sure to meet one, whatever the other values are.
    at: on coming to a scene's script, or to a decision. led: once a choice was taken. after: before it is, be it open
    or not. entry: on coming from another scene.
    """

    story: Story
    space: Space
    aims: Mapping[Spot, int]
    sure: bool = False
    at: dict[tuple[str, int], int] = field(default_factory=dict)
    led: dict[Spot, int] = field(default_factory=dict)
    after: dict[Spot, int] = field(default_factory=dict)
    entry: dict[str, int] = field(default_factory=dict)

    def search(self, into: Mapping[str, Sequence[str]]) -> int:
        """Go back until nothing more is found; how many scenes were gone through. `into`: the scenes that lead to each."""
        ahead, through = list(dict.fromkeys(scene for scene, _, _ in self.aims)), 0
        while ahead:
            name, through = ahead.pop(0), through + 1
            self._scene(self.story.scenes[name])
            entry = self._entered(self.story.scenes[name])
            if entry != self.entry.get(name, 0):
                self.entry[name] = entry
                ahead += [one for one in into.get(name, ()) if one not in ahead]
        return through

    def _scene(self, scene: Scene) -> None:
        end = len(scene.script)
        after = self.aims.get((scene.name, end, -1), 0)
        for at in range(end - 1, -1, -1):
            after = self._before(scene, at, after)
            if isinstance(scene.script[at], Decision) or at == 0:
                after = self.at[scene.name, at] = after if self.sure else after & self.space.here((scene.name, at, -1))
        self.at[scene.name, 0] = after

    def _before(self, scene: Scene, at: int, after: int) -> int:
        """On coming to an item of a script, of what is so after it."""
        spot = (scene.name, at, -1)
        match item := scene.script[at]:
            case Then(effects):
                after = self.space.before(after, effects)
            case Set("date", cases):
                after = self._dated(cases, spot, after)
            case Vote():
                after = self._counted(item, spot, after)
            case To(cases):
                after = self._led(scene, cases, spot, after)
            case Decision():
                after = self._decided(scene, at, item, after)
        return after | self.aims.get(spot, 0)

    def _weigh(self, cases: Cases[object], spot: Spot) -> Iterator[tuple[int, object]]:
        """Where each case may be taken; at last, with None, where none need be."""
        rest = self.space.full
        for when, value in cases:
            holds, fails = self._may(when, spot)
            yield rest & holds, value
            rest &= fails
        yield rest, None

    def _may(self, when: When | None, spot: Spot) -> tuple[int, int]:
        return self.space.may(when.rule, spot) if when else (self.space.full, 0)

    def _any(self, ways: Iterable[tuple[int, int]]) -> int:
        """Of ways that may be gone, each with where it may be and what leads on by it: where one does, or surely all do."""
        found = self.space.full if self.sure else 0
        for where, leads in ways:
            found = found & (~where | leads) if self.sure else found | (where & leads)
        return found & self.space.full

    def _dated(self, cases: Cases[str], spot: Spot, after: int) -> int:
        day = self.story.slots.get("day")
        return self._any((where, after if date is None else self.space.before_put(after, day, first(str(date))))
                         for where, date in self._weigh(cases, spot))  # fmt: skip

    def _counted(self, vote: Vote, spot: Spot, after: int) -> int:
        """Before a vote: any count that may come of the hands that may go up."""
        hands, carried = self.story.slots.get("hands"), self.story.slots.get("carried")
        if not {hands, carried} & self.space.values.keys():
            return after
        steps = [
            [(where, self._hand(person, raised)) for where, raised in self._weigh(cases, spot)]
            for person, cases in vote.voters
        ]
        put = self.space.before_put
        return self._any((held, put(put(after, carried, int(ayes > noes)), hands, ayes))
                         for (ayes, noes), held in self._sums(steps).items())  # fmt: skip

    def _hand(self, person: str, raised: object) -> tuple[int, int]:
        """How many a hand adds to those for, and to those against."""
        hand, seats = raised.hand if isinstance(raised, Raised) else "abstains", self.story.entries[person].seats
        return seats * (hand == "for"), seats * (hand == "against")

    def _sums(self, steps: Iterable[Iterable[tuple[int, tuple[int, int]]]]) -> dict[tuple[int, int], int]:
        """What may come of counting twice over: each step may add this or that, where it may."""
        sums = {(0, 0): self.space.full}
        for step in steps:
            grown = dict[tuple[int, int], int]()
            for where, (more, others) in step:
                for (one, other), held in sums.items():
                    if held & where:
                        grown[one + more, other + others] = grown.get((one + more, other + others), 0) | (held & where)
            sums = grown
        return sums

    def _led(self, scene: Scene, cases: Cases[str], spot: Spot, after: int) -> int:
        return self._any((where, after if to is None else self.space.before_put(self.entry.get(str(to), 0), scene.left, 1))
                         for where, to in self._weigh(cases, spot))  # fmt: skip

    def _entered(self, scene: Scene) -> int:
        """On coming from another scene, to its beginning or to where it waits in the middle of a take."""
        found, slots = self.at[scene.name, 0], self.story.slots
        for at, item in reversed(tuple(enumerate(scene.script))):
            if isinstance(item, Decision) and item.take is not None:
                waiting = self.at[scene.name, at]
                for given in reversed(range(at)):
                    if isinstance(scene.script[given], Set):  # the headings that were given before it hold
                        waiting = self._before(scene, given, waiting)
                away, there = self._either(item.take.open)
                found = self._any(((away, found), (there, waiting)))
        for name, value in (("day", first(scene.heading.date)), ("carried", 0), ("hands", 0)):
            found = self.space.before_put(found, slots.get(name), value)
        return found

    def _either(self, slot: int) -> tuple[int, int]:
        """Where a mark may not be there, and where it may be."""
        if slot not in self.space.values:
            return self.space.full, self.space.full
        return self.space.where(slot, 1), self.space.where(slot, 2)

    def _decided(self, scene: Scene, at: int, decision: Decision, after: int) -> int:
        take, (shown, passed) = decision.take, self._offered((scene.name, at, -1), decision)
        if take is None:
            return self._any(((passed, after), (shown, self._chosen(scene, at, decision, after))))
        less, full = self._full(take)
        gone, found = after, self.aims.get((scene.name, at, -1), 0) | self.at.get((scene.name, at), 0)
        for slot in (take.open, *take.taken):
            gone = self.space.before_put(gone, slot, 0)
        while True:  # what is left of them is offered again
            more = self._any(((full | passed, gone), (less & shown, self._chosen(scene, at, decision, found))))
            more = found | self.space.before_put(more, take.open, 1)
            if more == found:
                return found
            found = more

    def _chosen(self, scene: Scene, at: int, decision: Decision, after: int) -> int:
        found, take = 0, decision.take
        for number, choice in enumerate(decision.choices):
            spot = (scene.name, at, number)
            led = self.aims.get(spot, 0) | (self._led(scene, choice.to, spot, after) if choice.to else after)
            self.led[spot] = led
            led = self.space.before_put(self.space.before(led, choice.then), choice.mark, 1)
            if take is not None:
                led = self.space.before_put(led, take.taken[number], 1) & self._either(take.taken[number])[0]
            opens, shuts = self._opens((scene.name, at, -1), decision, number)
            self.after[spot] = led
            found |= led & (~shuts if self.sure else opens)
        return found

    def _opens(self, spot: Spot, decision: Decision, number: int) -> tuple[int, int]:
        """Where a choice may be open, and where it may not be."""
        holds, fails = self._may(decision.choices[number].when, spot)
        if decision.take is not None:
            away, there = self._either(decision.take.taken[number])
            return holds & away, fails | there
        return holds, fails

    def _offered(self, spot: Spot, decision: Decision) -> tuple[int, int]:
        """Where a decision may have something to show, and where nothing; one that is a take, something that is open."""
        shown, passed = 0, self.space.full
        for number, choice in enumerate(decision.choices):
            opens, shuts = self._opens(spot, decision, number)
            if choice.locked is not None and decision.take is None:
                opens, shuts = self.space.full, 0
            shown, passed = shown | opens, passed & shuts
        return shown, passed

    def _full(self, take: Take) -> tuple[int, int]:
        """Where not as many may be taken as may be, and where they may."""
        if take.most is None:
            return self.space.full, 0
        less, full = 0, 0
        steps = [((away, (0, 0)), (there, (1, 0))) for away, there in map(self._either, take.taken)]
        for (count, _), held in self._sums(steps).items():
            less, full = (less, full | held) if count >= take.most else (less | held, full)
        return less, full
