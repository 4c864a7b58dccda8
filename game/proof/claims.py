"""What there is to be shown of a story, or refuted: each a place to come to, with values for which something holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, TypeVar

from game.core.problem import Place
from game.core.road import Sees, Spot
from game.core.rule import Both, Compare, Either, Not, Rule, Test, said
from game.core.story import Cases, Decision, Prose, Raised, Scene, Set, Story, To, Vote, When
from game.core.text import links

T = TypeVar("T")
Kind = Literal[
    "scene", "ending", "choice", "below", "holds", "fails", "narrows", "widens", "viable", "shut", "silent", "circle"
]
FAULTS = frozenset(("shut", "silent", "circle"))  # what should not be met
CAUGHT = -2  # in place of a choice: somewhere in a circle of scenes, with no way out
ALWAYS = Both(())


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to come to: a spot, where a condition holds; and from there on, one of `ends`."""

    spot: Spot
    rule: Rule = ALWAYS
    ends: frozenset[str] = frozenset()


Watch = Mapping[Spot, Mapping[Goal, Test]]  # what is looked for where


def looking(watch: Watch, met: list[Goal], spots: list[Spot] | None = None) -> Sees:
    """Notes which of the goals that are looked for are met on a road; and all the spots that it comes to, if asked for."""

    def sees(scene: Scene, at: int, number: int, values: list[int]) -> None:
        if spots is not None:
            spots.append((scene.name, at, number))
        if goals := watch.get((scene.name, at, number)):
            met.extend(goal for goal, test in goals.items() if test(values))

    return sees


@dataclass(frozen=True, slots=True)
class Claim:
    """That a goal can be met. `place` is what it speaks of in the file, `about` its name or its words.

    scene, ending, choice: it is come to, or taken. below: what stands after a decision is read. holds, fails: a
    condition, where it is weighed. narrows, widens: what else stands in an `and` holds, or in an `or` fails, and this part
    makes the difference. viable: after a choice of a decision that says what happened, an ending outside its
    chapter can be met. shut: a decision shows only choices that are shut. silent: a link to an entry that says nothing
    there; `via` the entry that is linked, if it is that one's link. circle: scenes that lead back to one another with no way out.
    """

    kind: Kind
    goal: Goal
    place: Place
    about: str
    via: str = ""


def claims(story: Story, role: str) -> tuple[Claim, ...]:
    """All claims about the scenes that roads of a role lead to, but for its circles."""
    reach = story.reach(story.roles[role].start)
    return tuple(one for scene in story.scenes.values() if scene.name in reach for one in _scene(story, scene))


def circles(story: Story, role: str) -> Iterator[Claim]:
    """For each group of scenes that lead back to one another, the claim that a play can be caught in it."""
    come = story.reach(story.roles[role].start)
    reach = {name: story.reach(name) for name in story.scenes if name in come}
    again = [name for name in reach if any(name in reach[to] for to in story.scenes[name].exits())]
    for circle in dict.fromkeys(
        frozenset(one for one in again if one in reach[name] and name in reach[one]) for name in again
    ):
        first = min((story.scenes[name] for name in circle), key=lambda scene: (scene.place.file, scene.place.line))
        yield Claim("circle", Goal((first.name, 0, CAUGHT), ends=circle), first.place, first.name)


def _scene(story: Story, scene: Scene) -> Iterator[Claim]:
    yield Claim("scene", Goal((scene.name, 0, -1)), scene.place, scene.name)
    yield from _shown(story, (scene.name, 0, -1), (), scene.heading.speaker, scene.place)
    if scene.ending is not None:
        end = (scene.name, len(scene.script), -1)
        yield Claim("ending", Goal(end), scene.place, scene.ending)
        yield from _led(story, scene, end, ((None, ""),), scene.place)
    for at, item in enumerate(scene.script):
        spot = (scene.name, at, -1)
        match item:
            case Prose(cases) | Set(_, cases):
                yield from _cases(story, spot, cases, scene.place)
            case To(cases):
                yield from _led(story, scene, spot, cases, scene.place)
            case Vote(motion, voters):
                yield from _linked(story, spot, (), motion, scene.place)
                for person, hands in voters:
                    yield from _shown(story, spot, (), person, scene.place)
                    yield from _cases(story, spot, hands, scene.place)
            case Decision():
                yield from _decision(story, scene, at, item)
                if item.take and not any(isinstance(one, Set) and one.key == "speaker" for one in scene.script[:at]):
                    waits = _is(story, item.take.open, 1)  # on coming back to it, who is there comes up again
                    yield from _shown(story, spot, (waits,), scene.heading.speaker, scene.place)
        if isinstance(item, Set) and item.key == "speaker":
            for here, person in weighed(item.cases):
                yield from _shown(story, spot, here, person, scene.place)


def _decision(story: Story, scene: Scene, at: int, decision: Decision) -> Iterator[Claim]:
    choices, whens = decision.choices, [one.when for one in decision.choices if one.when is not None]
    ends = _ends(story, scene) if any(one.history for one in choices) else frozenset[str]()
    rest, weighed = (scene.name, at, -1), _left(story, decision)
    opens = [
        (*here, *(() if one.when is None else (one.when.rule,))) for one, here in zip(choices, weighed, strict=True)
    ]
    shown = (Either(tuple(map(Both, opens))),) if decision.take else ()  # else what is locked is enough
    for number, (choice, here) in enumerate(zip(choices, weighed, strict=True)):
        spot = (scene.name, at, number)
        yield Claim("choice", Goal(spot), choice.place, choice.words)
        if choice.when is not None:
            fails = (Not(choice.when.rule), *here)
            yield Claim("fails", Goal(rest, _all(fails)), choice.when.place, choice.words)
            yield from _parts(rest, here, choice.when)
            yield from _linked(story, rest, (*fails, *shown), choice.locked or "", choice.place)
        offered = opens[number] if choice.locked is None else (*here, *shown)
        yield from _linked(story, rest, offered, choice.words, choice.place)
        if ends:
            yield Claim("viable", Goal(spot, ends=ends), choice.place, choice.words)
        yield from _cases(story, spot, choice.reply, choice.place)
        yield from _led(story, scene, spot, choice.to, choice.place)
    if at + 1 < len(scene.script):
        yield Claim("below", Goal((scene.name, at + 1, -1)), choices[-1].place, scene.name)
    if decision.take is None and len(whens) == len(choices) and any(one.locked is not None for one in choices):
        none = Both(tuple(Not(when.rule) for when in whens))
        yield Claim("shut", Goal((scene.name, at, -1), none), choices[0].place, scene.name)


def _ends(story: Story, scene: Scene) -> frozenset[str]:
    """The endings outside the chapter that lie ahead of a scene; all that do, where none is outside."""
    ahead = {name for name in story.reach(scene.name) if story.scenes[name].ending is not None}
    return frozenset(name for name in ahead if story.scenes[name].chapter != scene.chapter) or frozenset(ahead)


def _cases(story: Story, spot: Spot, cases: Cases[Any], place: Place) -> Iterator[Claim]:
    """Each condition where it is weighed: those before it have failed."""
    for (when, value), (here, _) in zip(cases, weighed(cases), strict=True):
        if when is not None:
            place, before = when.place, here[:-1]
            yield Claim("holds", Goal(spot, _all(here)), place, "")
            yield from _parts(spot, before, when)
            yield Claim("fails", Goal(spot, _all((*before, Not(when.rule)))), place, "")
        text = value.words if isinstance(value, Raised) else value if isinstance(value, str) else ""
        yield from _linked(story, spot, here, text, place)


def weighed(cases: Cases[T]) -> Iterator[tuple[tuple[Rule, ...], T]]:
    """What holds where each case is taken: that those before it failed, and at last its own condition, if it has one."""
    before: tuple[Rule, ...] = ()
    for when, value in cases:
        yield (before if when is None else (*before, when.rule)), value
        before = (*before, Not(when.rule)) if when is not None else before


def _parts(spot: Spot, around: tuple[Rule, ...], when: When, within: Rule | None = None) -> Iterator[Claim]:
    """Each part of a condition where it makes the difference: what else must be so then is `around`."""
    match rule := within or when.rule:
        case Not(inner):
            yield from _parts(spot, around, when, inner)
        case Both(several) | Either(several):
            both = isinstance(rule, Both)
            for part in several:
                others = (*around, *(one if both else Not(one) for one in several if one is not part))
                here = Goal(spot, Both((*others, Not(part) if both else part)))
                yield Claim("narrows" if both else "widens", here, when.place, said(part))
                yield from _parts(spot, others, when, part)


def _linked(story: Story, spot: Spot, here: tuple[Rule, ...], text: str, place: Place) -> Iterator[Claim]:
    """The entries that a text links, and those that these link in turn."""
    for entry in dict.fromkeys(name for name, _ in links(text)):
        yield from _shown(story, spot, here, entry, place)
        for there, words in weighed(story.entries[entry].about):
            for name in dict.fromkeys(name for name, _ in links(words)):
                yield from _shown(story, spot, (*here, *there), name, place, entry)


def _shown(story: Story, spot: Spot, here: tuple[Rule, ...], who: str, place: Place, via: str = "") -> Iterator[Claim]:
    """That a person or a term is shown while the entry says nothing. `who` may have a face behind the name."""
    about = story.entries[name].about if (name := who.partition(" ")[0]) in story.entries else ()
    if about and about[-1][0] is not None:
        nothing = tuple(Not(one.rule) for one, _ in about if one is not None)
        yield Claim("silent", Goal(spot, _all((*here, *nothing))), place, name, via)


def _led(story: Story, scene: Scene, spot: Spot, cases: Cases[str], place: Place) -> Iterator[Claim]:
    """Where a scene is left, or ends; with its card, the first time."""
    yield from _cases(story, spot, cases, place)
    first = (_is(story, scene.left, 0),) if scene.left is not None else ()
    for here, _ in weighed(cases) if scene.record else ():
        for one in scene.record:
            yield from _linked(story, spot, (*first, *here), one.words, scene.place)


def _left(story: Story, decision: Decision) -> list[tuple[Rule, ...]]:
    """For each choice, where it is weighed: at a take, where it was not taken, and not as many as may be were."""
    if (take := decision.take) is None:
        return [() for _ in decision.choices]
    untaken = [_is(story, slot, 0) for slot in take.taken]
    many = len(untaken) + 1 - take.most if take.most is not None else 0
    less = (Either(tuple(map(Both, combinations(untaken, many)))),) if many > 1 else ()
    return [(one, *less) for one in untaken]


def _is(story: Story, slot: int, value: int) -> Rule:
    """That a mark which the rules keep is there, or is not."""
    return Compare(next(name for name, one in story.slots.items() if one == slot), "is", str(value))


def _all(rules: tuple[Rule, ...]) -> Rule:
    return rules[0] if len(rules) == 1 else Both(rules)
