"""Decides a story's claims: each is shown by choices that lead there, or refuted, or not proved.

First the states are listed, if they are few: then what can be met is shown by the shortest ways. Otherwise plays at
random show nearly all of it. What is left is searched for, goal by goal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.core.road import decided
from game.core.story import Story
from game.proof.claims import ALWAYS, CAUGHT, Claim, Goal, circles, claims
from game.proof.forth import Forth, domains
from game.proof.live import live
from game.proof.plays import Desk, along, following
from game.proof.search import EFFORT, ROUNDS, Search
from game.proof.states import Way, listed

LISTED = 3_000  # states that are listed before anything else is tried


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of each goal of a role's claims; one in neither is not proved. `forth`: the values there can be."""

    claims: tuple[Claim, ...]
    forth: Forth
    shown: Mapping[Goal, Way]
    refuted: frozenset[Goal]


def prove(story: Story, role: str, plays: Iterable[Sequence[str]] = ()) -> Proof:
    """Decide the claims of a role. `plays` are lists of choices, by their ids, that are likely to show something."""
    found = (*claims(story, role), *circles(story, role))
    desk = Desk(story, role, tuple(one.goal for one in found))
    more = frozenset[int]().union(*(story.asks(one.goal.rule) for one in found if one.kind == "silent"))
    keep = {
        rest: sorted(slots | more) for rest, slots in live(story).items()
    }  # what entries ask for, wherever they are linked
    everything = listed(story, role, keep, desk.watch, desk.show, LISTED)
    forth = Forth(story, domains(story))
    forth.search(role)
    if everything.whole:
        for goal in tuple(desk.left):
            led = everything.caught(goal.ends) if goal.spot[2] == CAUGHT else everything.onward(goal)
            if led is None:
                desk.refute(goal)
            else:
                desk.show(goal, led)
    else:
        for goal in [one for one in desk.left if one.spot[2] != CAUGHT and not forth.can(one.spot, one.rule)]:
            desk.refute(goal)
        for play in plays:
            desk.walk(following(play))
        desk.play_at_random()
    search = Search(desk, forth, keep)
    for rounds in (1, ROUNDS):
        for goal in sorted(desk.left, key=lambda one: (bool(one.ends), one.rule != ALWAYS)):  # scenes and choices first
            if goal in desk.left and (rounds == 1 or search.effort < EFFORT):
                search.settle(goal, rounds)
    return Proof(found, forth, desk.shown, frozenset(desk.refuted))


def ids(story: Story, way: Way) -> tuple[str, ...]:
    """The choices of a way by their ids."""
    return tuple(decided(story.scenes[scene], at).choices[number].id for scene, at, number in way.picks)


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
    desk.walk(along(way), way.gently)
    return desk.shown.get(goal) == way
