"""Forth from the beginning: which values each slot can have at each spot, each slot by itself. More may be let in, never less.

What may be so is a list of sets, one a slot: bit n of a set is the value at place n of all that the slot may have.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from game.core import rule as rules
from game.core.day import first
from game.core.road import Spot, start
from game.core.rule import Both, Compare, Either, Mark, Not, Rule
from game.core.story import Cases, Decision, Effect, Scene, Set, Story, Take, Then, To, Vote
from game.proof.states import spared

Sets = list[int]


def domains(story: Story) -> dict[int, tuple[int, ...]]:
    """The values that each slot may have."""
    found: dict[int, tuple[int, ...]] = dict.fromkeys(range(len(story.start)), (0, 1))
    found |= {one.slot: tuple(range(one.low, one.high + 1)) for one in story.meters.values()}
    found |= {story.slots[name]: tuple(range(len(values))) for name, values in story.facts.items()}
    items = [item for scene in story.scenes.values() for item in scene.script]
    most = max((sum(story.entries[person].seats for person, _ in item.voters) for item in items if isinstance(item, Vote)),
               default=0)  # fmt: skip
    dates = {date for scene in story.scenes.values() for date in scene.dates()}
    own = {"hands": range(most + 1), "role": range(len(story.roles)), "day": sorted({0, *map(first, dates)})}
    return found | {story.slots[name]: tuple(values) for name, values in own.items() if name in story.slots}


@dataclass(slots=True)
class Forth:
    """The values that may be met. `at`: on coming to an item of a script (-1), or once a choice of it was taken."""

    story: Story
    of: Mapping[int, tuple[int, ...]]  # the values that each slot may have at all
    at: dict[Spot, Sets] = field(default_factory=dict)
    again: dict[Spot, Sets] = field(default_factory=dict)  # at headings that are weighed again on coming back to a take
    ahead: dict[tuple[str, int], None] = field(default_factory=dict)  # where a scene is entered, with more than before
    # the slot of a clause, and where it holds
    bits: dict[Compare | Mark, tuple[int, int]] = field(default_factory=dict)

    def search(self, role: str) -> None:
        for gently in spared(self.story):
            scene, values = start(self.story, role, gently)
            self._come((scene.name, 0, -1), [1 << self.of[slot].index(value) for slot, value in enumerate(values)])
            self.ahead[scene.name, 0] = None
        while self.ahead:
            name, at = next(iter(self.ahead))
            del self.ahead[name, at]
            self._scene(self.story.scenes[name], at)
        self.at |= {spot: joined((sets, self.at.get(spot))) or sets for spot, sets in self.again.items()}

    def can(self, spot: Spot, rule: Rule) -> bool:
        """May a condition hold at a spot."""
        return spot in self.at and self.kept(self.at[spot], rule) is not None

    def kept(self, sets: Sets, rule: Rule, holds: bool = True) -> Sets | None:
        """What may be so where a condition holds, or fails; None where it cannot."""
        match rule:
            case Not(inner):
                return self.kept(sets, inner, not holds)
            case Both(several) | Either(several):
                if isinstance(rule, Both) is holds:  # all of them do
                    found: Sets | None = sets
                    for one in several:
                        found = self.kept(found, one, holds) if found is not None else None
                    return found
                return joined(self.kept(sets, one, holds) for one in several)
            case Compare() | Mark():
                slot, bits = self.clause(rule)
                return _limited(sets, slot, bits if holds else ~bits)

    def bar(self, sets: Sets, rule: Rule, holds: bool = True) -> tuple[int, int] | None:
        """Of a condition that cannot hold: the slot that alone bars it, and what that may be. None if several do."""
        match rule:
            case Not(inner):
                return self.bar(sets, inner, not holds)
            case Compare() | Mark():
                slot, _ = self.clause(rule)
                return slot, sets[slot]
            case Both(several) | Either(several) if isinstance(rule, Both) is holds:
                for one in several:
                    if (further := self.kept(sets, one, holds)) is None:
                        return self.bar(sets, one, holds)
                    sets = further
        return None

    def clause(self, clause: Compare | Mark) -> tuple[int, int]:
        if clause not in self.bits:
            slot, test = self.story.slots[rules.slot(clause)], self.story.test(clause)
            state, bits = list(self.story.start), 0
            for place, value in enumerate(self.of[slot]):
                state[slot] = value
                bits |= test(state) << place
            self.bits[clause] = slot, bits
        return self.bits[clause]

    def _come(self, spot: Spot, sets: Sets | None) -> bool:
        """Come to a spot: is there more than was known."""
        known = self.at.get(spot)
        more = joined((known, sets))
        if more is None or more == known:
            return False
        self.at[spot] = more
        return True

    def _scene(self, scene: Scene, at: int) -> None:
        """Through a script from where it is entered, as far as there is more than was known."""
        sets: Sets | None = self.at[scene.name, at, -1]
        while at < len(scene.script) and sets is not None:
            match scene.script[at]:
                case Then(effects):
                    sets = self._acted(sets, effects)
                case Set("date", cases):
                    sets = self._dated(sets, cases)
                case Vote():
                    for name in ("hands", "carried"):
                        sets = self._put(sets, name)
                case To(cases):
                    sets = self._led(scene, sets, cases)
                case Decision(_, None) as item:
                    sets = self._decided(scene, at, item, sets)
                case Decision(_, take) as item if take is not None:
                    sets = self._taken(scene, at, item, take)
            at += 1
            if not self._come((scene.name, at, -1), sets):
                return
            sets = self.at[scene.name, at, -1]

    def _weigh(self, sets: Sets, cases: Cases[str]) -> Iterator[tuple[Sets | None, str | None]]:
        """What may be so where each case is taken; at last, with None, where none is."""
        rest: Sets | None = sets
        for when, value in cases:
            yield (self.kept(rest, when.rule) if when and rest is not None else rest), value
            rest = self.kept(rest, when.rule, holds=False) if when and rest is not None else None
        yield rest, None

    def _dated(self, sets: Sets, cases: Cases[str]) -> Sets | None:
        return joined(one if one is None or date is None else self._put(one, "day", first(date))
                       for one, date in self._weigh(sets, cases))  # fmt: skip

    def _put(self, sets: Sets, name: str, value: int | None = None) -> Sets:
        """A slot that the rules keep becomes this value, or any."""
        if (slot := self.story.slots.get(name)) is None:
            return sets
        return self._set(sets, slot, value)

    def _set(self, sets: Sets, slot: int | None, value: int | None) -> Sets:
        if slot is None:
            return sets
        values = self.of[slot]
        return _changed(sets, slot, (1 << len(values)) - 1 if value is None else 1 << values.index(value))

    def _acted(self, sets: Sets, effects: Iterable[Effect]) -> Sets:
        for one in effects:
            values, found = self.of[one.slot], 0
            for place, value in enumerate(values):
                if sets[one.slot] >> place & 1:
                    found |= 1 << values.index(min(max(value + one.add, one.low), one.high))
            sets = _changed(sets, one.slot, found)
        return sets

    def _led(self, scene: Scene, sets: Sets, cases: Cases[str]) -> Sets | None:
        """Where a `to` leads, and with what; what is left goes on in the script."""
        rest: Sets | None = None
        for one, to in self._weigh(sets, cases):
            if one is None or to is None:
                rest = one
            else:
                self._enter(self.story.scenes[to], self._set(one, scene.left, 1))
        return rest

    def _enter(self, scene: Scene, sets: Sets) -> None:
        """Come into a scene: to its beginning, or to where it waits in the middle of a take."""
        for name, value in (("hands", 0), ("carried", 0), ("day", first(scene.heading.date))):
            sets = self._put(sets, name, value)
        rest: Sets | None = sets
        for at, item in enumerate(scene.script):
            if isinstance(item, Decision) and item.take is not None and rest is not None:
                waits, rest = _limited(rest, item.take.open, 2), _limited(rest, item.take.open, 1)
                for given, before in enumerate(scene.script[:at]):
                    if isinstance(before, Set) and waits is not None:  # the headings that were given before it hold
                        spot = (scene.name, given, -1)
                        self.again[spot] = joined((self.again.get(spot), waits)) or waits
                        waits = self._dated(waits, before.cases) if before.key == "date" else waits
                if self._come((scene.name, at, -1), waits):
                    self.ahead[scene.name, at] = None
        if self._come((scene.name, 0, -1), rest):
            self.ahead[scene.name, 0] = None

    def _decided(self, scene: Scene, at: int, decision: Decision, sets: Sets) -> Sets | None:
        """What goes on below a decision: after its choices, and where it has nothing to show."""
        passed: Sets | None = sets
        for choice in decision.choices:
            if choice.when is None or choice.locked is not None:
                passed = None
            elif passed is not None:
                passed = self.kept(passed, choice.when.rule, holds=False)
        return joined((passed, self._chosen(scene, at, decision, sets)))

    def _taken(self, scene: Scene, at: int, decision: Decision, take: Take) -> Sets:
        """The same where several may be taken: what is left of them is offered again."""
        while True:
            offered = self._set(self.at[scene.name, at, -1], take.open, 1)
            if not self._come((scene.name, at, -1), self._chosen(scene, at, decision, offered)):
                for slot in (take.open, *take.taken):  # it begins afresh
                    offered = self._set(offered, slot, 0)
                return offered

    def _chosen(self, scene: Scene, at: int, decision: Decision, sets: Sets) -> Sets | None:
        """After one of the choices, if it does not lead away."""
        found: Sets | None = None
        for number, choice in enumerate(decision.choices):
            taken = decision.take.taken[number] if decision.take else None
            one = self.kept(sets, choice.when.rule) if choice.when else sets
            if taken is not None and one is not None:
                one = _limited(one, taken, 1)
            if one is not None:
                one = self._acted(self._set(self._set(one, taken, 1), choice.mark, 1), choice.then)
                self._come((scene.name, at, number), one)
                found = joined((found, self._led(scene, one, choice.to)))
        return found


def _limited(sets: Sets, slot: int, bits: int) -> Sets | None:
    """The same where a slot has no value but some; None where it can have none of them."""
    left = sets[slot] & bits
    return None if not left else sets if left == sets[slot] else _changed(sets, slot, left)


def _changed(sets: Sets, slot: int, bits: int) -> Sets:
    return [*sets[:slot], bits, *sets[slot + 1 :]]


def joined(several: Iterable[Sets | None]) -> Sets | None:
    """What may be so by one way or another."""
    found: Sets | None = None
    for one in several:
        if one is not None:
            found = (
                one if found is None or found is one else [left | right for left, right in zip(found, one, strict=True)]
            )
    return found
