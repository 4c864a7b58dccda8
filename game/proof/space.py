"""Sets of values of a few slots, as bits of one whole number: what may hold, and what was so before something moved.

A slot that is not among the few may have any value: a condition that asks for it may hold, and may fail.
"""

from collections.abc import Iterable, Mapping
from math import prod

from game.core.road import Spot
from game.core.rule import Both, Compare, Either, Mark, Not, Rule
from game.core.story import Effect
from game.proof.forth import Forth

May = tuple[int, int]  # where a condition may hold, and where it may fail


class Space:
    """The values of a few slots together; a set of them is a number, each bit one of the combinations."""

    def __init__(self, forth: Forth, few: Iterable[int]) -> None:
        self.forth, self.values = forth, {slot: forth.of[slot] for slot in sorted(few)}
        self.stride: dict[int, int] = {}
        self.size = 1
        for slot, values in self.values.items():
            self.stride[slot] = self.size
            self.size *= len(values)
        self.full = (1 << self.size) - 1
        self._masks: dict[tuple[int, int], int] = {}
        self._here: dict[Spot, int] = {}

    def bit(self, values: list[int]) -> int:
        """The set that holds one state alone."""
        return 1 << sum(self.values[slot].index(values[slot]) * stride for slot, stride in self.stride.items())

    def where(self, slot: int, bits: int) -> int:
        """Where a slot has one of its values: those at the places that are bits of a set."""
        found = self._masks.get((slot, bits))
        if found is None:
            stride, period = self.stride[slot], self.stride[slot] * len(self.values[slot])
            found = sum(
                ((1 << stride) - 1) << (stride * place) for place in range(bits.bit_length()) if bits >> place & 1
            )
            while period < self.size:
                found |= found << period
                period *= 2
            found = self._masks[slot, bits] = found & self.full
        return found

    def here(self, spot: Spot) -> int:
        """What may be so at a spot, as far as each value by itself goes."""
        if spot not in self._here:
            found = self.full if spot in self.forth.at else 0
            for slot in self.values if found else ():
                found &= self.where(slot, self.forth.at[spot][slot])
            self._here[spot] = found
        return self._here[spot]

    def may(self, rule: Rule, spot: Spot) -> May:
        """Where a condition may hold at a spot, and where it may fail."""
        match rule:
            case Not(inner):
                holds, fails = self.may(inner, spot)
                return fails, holds
            case Both(several) | Either(several):
                found = [self.may(one, spot) for one in several]
                all_, any_ = (0, 1) if isinstance(rule, Both) else (1, 0)
                both, either = self.full, 0
                for one in found:
                    both &= one[all_]
                    either |= one[any_]
                return (both, either) if isinstance(rule, Both) else (either, both)
            case Compare() | Mark():
                slot, bits = self.forth.clause(rule)
                if slot not in self.values:
                    known = self.forth.at[spot][slot] if spot in self.forth.at else 0
                    return self.full if known & bits else 0, self.full if known & ~bits else 0
                holds = self.where(slot, bits)
                return holds, self.full & ~holds

    # -- what was so before: the values from which a change leads into a set ---------------------------------------

    def before_put(self, after: int, slot: int | None, value: int) -> int:
        """Before a slot became this value, whatever it was."""
        if slot not in self.values or not after:
            return after
        stride, place = self.stride[slot], self.values[slot].index(value)
        base = (after & self.where(slot, 1 << place)) >> (stride * place)
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
        """Before a meter moved: it was by as much less, or nearer to its bound than that."""
        stride, many, by = self.stride[effect.slot], len(self.values[effect.slot]), effect.add
        inner = range(max(0, by), min(many, many + by))  # the places that are come to from within the bounds
        then = after & self.where(effect.slot, sum(1 << place for place in inner))
        found = then >> (stride * by) if by > 0 else then << (stride * -by)
        bound, near = (many - 1, range(max(0, many - by), many)) if by > 0 else (0, range(min(many, -by)))
        base = (after & self.where(effect.slot, 1 << bound)) >> (stride * bound)
        for place in near:
            found |= base << (stride * place)
        return found


def size(few: Iterable[int], of: Mapping[int, tuple[int, ...]]) -> int:
    return prod(len(of[slot]) for slot in few)
