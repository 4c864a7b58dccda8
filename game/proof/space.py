"""Sets of values of a few slots, as bits of one whole number: what may hold, and what was so before something moved.

A slot that is not among the few may have any value: a condition that asks for it may hold, and may fail.
"""

from collections.abc import Iterable, Mapping
from math import prod

from game.core import rule as rules
from game.core.day import first
from game.core.rule import Both, Compare, Either, Mark, Not, Rule
from game.core.story import Effect, Set, Story, Vote

May = tuple[int, int]  # where a condition may hold, and where it may fail


def domains(story: Story) -> dict[int, tuple[int, ...]]:
    """The values that each slot may have."""
    found: dict[int, tuple[int, ...]] = dict.fromkeys(range(len(story.start)), (0, 1))
    found |= {one.slot: tuple(range(one.low, one.high + 1)) for one in story.meters.values()}
    found |= {story.slots[name]: tuple(range(len(values))) for name, values in story.facts.items()}
    items = [item for scene in story.scenes.values() for item in scene.script]
    most = max((sum(story.entries[person].seats for person, _ in item.voters) for item in items if isinstance(item, Vote)),
               default=0)  # fmt: skip
    dates = {scene.heading.date for scene in story.scenes.values()}
    dates |= {date for item in items if isinstance(item, Set) and item.key == "date" for _, date in item.cases}
    own = {"hands": range(most + 1), "role": range(len(story.roles)), "day": sorted({0, *map(first, dates)})}
    return found | {story.slots[name]: tuple(values) for name, values in own.items() if name in story.slots}


class Space:
    """The values of a few slots together; a set of them is a number, each bit one of the combinations."""

    def __init__(self, story: Story, few: Iterable[int], of: Mapping[int, tuple[int, ...]]) -> None:
        self.story, self.values = story, {slot: of[slot] for slot in sorted(few)}
        self.stride: dict[int, int] = {}
        self.size = 1
        for slot, values in self.values.items():
            self.stride[slot] = self.size
            self.size *= len(values)
        self.full = (1 << self.size) - 1
        self._masks: dict[tuple[int, int], int] = {}
        self._may: dict[Rule, May] = {}

    def bit(self, values: list[int]) -> int:
        """The set that holds one state alone."""
        return 1 << sum(self.values[slot].index(values[slot]) * stride for slot, stride in self.stride.items())

    def where(self, slot: int, place: int) -> int:
        """Where a slot has the value at a place of its own values."""
        found = self._masks.get((slot, place))
        if found is None:
            stride, period = self.stride[slot], self.stride[slot] * len(self.values[slot])
            found = ((1 << stride) - 1) << (stride * place)
            while period < self.size:
                found |= found << period
                period *= 2
            found = self._masks[slot, place] = found & self.full
        return found

    def may(self, rule: Rule) -> May:
        if rule not in self._may:
            self._may[rule] = self._weighed(rule)
        return self._may[rule]

    def _weighed(self, rule: Rule) -> May:
        match rule:
            case Not(inner):
                holds, fails = self.may(inner)
                return fails, holds
            case Both(several) | Either(several):
                found = [self.may(one) for one in several]
                all_, any_ = (0, 1) if isinstance(rule, Both) else (1, 0)
                both, either = self.full, 0
                for one in found:
                    both &= one[all_]
                    either |= one[any_]
                return (both, either) if isinstance(rule, Both) else (either, both)
            case Compare() | Mark():
                slot = self.story.slots[rules.slot(rule)]
                if slot not in self.values:
                    return self.full, self.full
                test, state, holds = self.story.test(rule), list(self.story.start), 0
                for place, value in enumerate(self.values[slot]):
                    state[slot] = value
                    holds |= self.where(slot, place) if test(state) else 0
                return holds, self.full & ~holds

    # -- what was so before: the values from which a change leads into a set ---------------------------------------

    def before_put(self, after: int, slot: int | None, value: int) -> int:
        """Before a slot became this value, whatever it was."""
        if slot not in self.values or not after:
            return after
        stride, place = self.stride[slot], self.values[slot].index(value)
        base = (after & self.where(slot, place)) >> (stride * place)
        found = 0
        for step in range(len(self.values[slot])):
            found |= base << (stride * step)
        return found

    def before(self, after: int, effects: tuple[Effect, ...]) -> int:
        for effect in reversed(effects):
            if effect.low == effect.high:
                after = self.before_put(after, effect.slot, effect.low)
            elif effect.slot in self.values and after:
                after = self._moved(after, effect)
        return after

    def _moved(self, after: int, effect: Effect) -> int:
        stride, values, found = self.stride[effect.slot], self.values[effect.slot], 0
        for place, value in enumerate(values):
            there = values.index(min(max(value + effect.add, effect.low), effect.high))
            then = after & self.where(effect.slot, there)
            found |= then >> (stride * (there - place)) if there >= place else then << (stride * (place - there))
        return found


def size(few: Iterable[int], of: Mapping[int, tuple[int, ...]]) -> int:
    return prod(len(of[slot]) for slot in few)
