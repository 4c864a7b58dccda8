"""What a proof found, as problems: what no player can ever meet, and what some player can be caught in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from game.core.day import in_words
from game.core.problem import Place, Problem, Severity
from game.core.road import Spot, decided
from game.core.rule import Rule
from game.core.story import Decision, Story, To, When
from game.lang.catalogue import worded
from game.lang.plays import Play
from game.lang.read import Reading
from game.proof.claims import FAULTS, Claim, Goal
from game.proof.forth import joined
from game.proof.prove import Proof, ids, prove, shortened

Proofs = Mapping[str, Proof]  # by role
LOST = {"scene": "never-met: scene", "ending": "never-met: ending", "below": "never-met: below", "choice": "never-true: choice",
        "holds": "never-true: case", "fails": "always-true: case", "narrows": "always-true: part", "widens": "never-true: part"}  # fmt: skip


def proofs(story: Story, plays: Sequence[Play]) -> Proofs:
    """A proof for each role."""
    return {role: prove(story, role, [one.choices for one in plays if one.role == role]) for role in story.roles}


def left(found: Proofs) -> list[Claim]:
    """The claims that are neither shown nor refuted."""
    return [one for proof in found.values() for one in proof.claims
            if one.goal not in proof.shown and one.goal not in proof.refuted]  # fmt: skip


def figures(proof: Proof) -> dict[str, int]:
    """How many of a role's claims are shown, refuted, and neither."""
    goals = {one.goal for one in proof.claims}
    shown, refuted = len(goals & proof.shown.keys()), len(goals & proof.refuted)
    return {"shown": shown, "refuted": refuted, "not_proved": len(goals) - shown - refuted}


def problems(reading: Reading, found: Proofs) -> tuple[Problem, ...]:
    """All that is told of a story that can be played, in the order of its files."""
    assert reading.story is not None
    desk = _desk(reading.story, found, reading.lines)
    told = [*desk.faults(), *desk.lost(), *desk.one_way(), *desk.idle()]
    return tuple(sorted(told, key=lambda one: (one.place.file, one.place.line, one.place.column)))


def marks(story: Story, found: Proofs) -> dict[str, str]:
    """The scenes where something is amiss, each with a word for it: for the map."""
    desk = _desk(story, found, {})
    never = {one.goal.spot[0]: "never met" for one in desk.claims("scene") if desk.refuted(one.goal)}
    shut = {one.goal.spot[0]: "all shut" for one in desk.claims("shut") if desk.shown(one.goal)}
    caught = {name: "no way out" for one in desk.claims("circle") if desk.shown(one.goal) for name in one.goal.ends}
    return never | caught | shut


def _desk(story: Story, found: Proofs, lines: Mapping[str, tuple[str, ...]]) -> "_Desk":
    return _Desk(story, found, lines, frozenset(one.goal for one in left(found)))


@dataclass(frozen=True, slots=True)
class _Desk:
    story: Story
    proofs: Proofs
    lines: Mapping[str, tuple[str, ...]]
    left: frozenset[Goal]

    def tell(self, told: str, place: Place, severity: Severity = "warning", **values: object) -> Problem:
        """A problem at a place; its words are those that its page says."""
        lines, (code, message, _) = self.lines.get(place.file, ()), worded(told, values)
        return Problem(code, severity, place, message, lines[place.line - 1] if place.line <= len(lines) else "")

    def shown(self, goal: Goal) -> bool:
        return any(goal in proof.shown for proof in self.proofs.values())

    def refuted(self, goal: Goal) -> bool:
        """Is a goal refuted for every role that might come to it."""
        return not self.shown(goal) and goal not in self.left

    def claims(self, *kinds: str) -> Iterator[Claim]:
        """The claims of some kinds, of all roles, each once."""
        yield from dict.fromkeys(one for proof in self.proofs.values() for one in proof.claims if one.kind in kinds)

    def faults(self) -> Iterator[Problem]:
        """What should not be met, and is; with the choices that lead there."""
        for role, proof in self.proofs.items():
            named = f"In the role {role}: " if len(self.proofs) > 1 else ""
            met = [one for one in proof.claims if one.kind in FAULTS and one.goal in proof.shown]
            shut = {one.goal.spot[0] for one in met if one.kind == "shut"}  # it may be all that closes a circle
            for one in met:
                if one.kind == "circle" and one.goal.ends & shut:
                    continue
                way = shortened(self.story, role, one.goal, proof.shown[one.goal])
                found = self.fault(one)
                yield replace(
                    found,
                    message=named + found.message,
                    witness=ids(self.story, way),
                    also=tuple(self.exits(one.goal.ends)),
                )

    def fault(self, one: Claim) -> Problem:
        match one.kind:
            case "shut":
                return self.tell("all-shut", one.place, "error")
            case "circle":
                told = "no-way-out: several" if len(one.goal.ends) > 1 else "no-way-out: one"
                return self.tell(told, one.place, "error", scenes=_listed(one.goal.ends))
        told = "says-nothing: via" if one.via else "says-nothing: here"
        return self.tell(told, self.opened(one), entry=one.about, via=one.via)

    def opened(self, claim: Claim) -> Place:
        """Where a claim is about an entry, the link or the person that opens it; its place otherwise."""
        name, place = (claim.via or claim.about).rpartition("/")[2], claim.place
        lines = self.lines.get(place.file, ())[place.line - 1 :] if claim.kind == "silent" else ()
        for number, line in enumerate(lines, start=place.line):
            if found := re.search(rf"(?:\[\[|speaker: |^ +)({re.escape(name)})(?=[]|: ]|$)", line):
                return Place(place.file, number, found.start(1) + 1, number, found.end(1) + 1)
        return place

    def exits(self, circle: frozenset[str]) -> Iterator[Place]:
        """The conditions of what leads out of a circle of scenes."""
        return (when.place for _, when, to in self.turns(sorted(circle)) if when and to - circle)

    def lost(self) -> Iterator[Problem]:
        """What no play can meet, where it comes near; of what lies in one another, the outermost only."""
        met = {goal for proof in self.proofs.values() for goal in proof.shown}
        near, held, failed = {goal.spot[:2] for goal in met}, self.held(), self.failed()
        before = {
            to for scene in self.story.scenes.values() if Goal((scene.name, 0, -1)) in met for to in scene.exits()
        }
        shut = {one.goal.spot[:2] for one in self.claims("shut") if one.goal in met}
        for one in self.claims(*LOST):
            scene, at, number = one.goal.spot
            come = {"scene": scene in before, "ending": Goal((scene, 0, -1)) in met, "below": (scene, at - 1) in near - shut,
                    "choice": (scene, at) in near, "holds": one.place in failed, "fails": one.place in held,
                    "narrows": one.place in held & failed, "widens": one.place in held & failed}[one.kind]  # fmt: skip
            if come and self.refuted(one.goal):
                when = decided(self.story.scenes[scene], at).choices[number].when if one.kind == "choice" else None
                why = self.why((scene, at, -1) if when else one.goal.spot, when.rule if when else one.goal.rule)
                severity: Severity = "note" if one.kind in ("narrows", "widens") else "warning"
                found = self.tell(
                    LOST[one.kind] + (" why" if why else ""),
                    when.place if when else one.place,
                    severity,
                    part=one.about,
                    why=why,
                )
                yield replace(found, also=tuple(self.leading(scene)) if one.kind == "scene" else ())

    def why(self, spot: Spot, rule: Rule) -> str:
        """What bars a condition, in words, where one value alone does: what that is instead."""
        forths = [proof.forth for proof in self.proofs.values()]
        sets = joined(forth.at.get(spot) for forth in forths)
        if sets is None or forths[0].kept(sets, rule) is not None or (bar := forths[0].bar(sets, rule)) is None:
            return ""
        slot, bits = bar
        values = [value for place, value in enumerate(forths[0].of[slot]) if bits >> place & 1]
        whole = next(name for name, at in self.story.slots.items() if at == slot)
        kind, name = whole.partition(" ")[0], whole.rpartition("/")[2].rpartition(" ")[2]
        if whole in self.story.facts:
            return f'"{name}" is {" or ".join(self.story.facts[whole][value] for value in values)} by then'
        if whole in self.story.meters:
            gap, ends = values[-1] - values[0] >= len(values), dict.fromkeys((values[0], values[-1]))
            return f'"{name}" stands at {(" or " if gap else " to ").join(map(str, values if gap else ends))} by then'
        if kind in ("chose", "seen"):
            return f'"{name}" {"always was" if values == [1] else "never can have been"} {kind.replace("chose", "chosen")} by then'
        return (
            f"it is {' to '.join(dict.fromkeys((in_words(values[0]), in_words(values[-1]))))} by then"
            if kind == "day"
            else ""
        )

    def held(self) -> set[Place]:
        """The conditions that hold in some play."""
        found = {one.place for one in self.claims("holds") if self.shown(one.goal)}
        for one in self.claims("choice"):
            scene, at, number = one.goal.spot
            if (when := decided(self.story.scenes[scene], at).choices[number].when) and self.shown(one.goal):
                found.add(when.place)
        return found

    def failed(self) -> set[Place]:
        """The conditions that fail in some play."""
        return {one.place for one in self.claims("fails") if self.shown(one.goal)}

    def idle(self) -> Iterator[Problem]:
        """Meters that never matter: no condition that asks about them holds in one play and fails in another."""
        held = self.held()
        both = (one.goal.rule for one in self.claims("fails") if one.place in held and self.shown(one.goal))
        asked = frozenset[int]().union(*(self.story.asks(rule) for rule in both))
        for meter in self.story.meters.values():
            if meter.slot not in asked:
                yield self.tell("unused: idle", meter.place, name=meter.name.rpartition("/")[2])

    def leading(self, scene: str) -> Iterator[Place]:
        """Where a scene is named by what could lead to it."""
        return (place for place, _, to in self.turns(self.story.scenes) if scene in to)

    def turns(self, scenes: Iterable[str]) -> Iterator[tuple[Place, When | None, set[str]]]:
        """What may lead away from some scenes: the choices, and the cases of a `to`; where, when and whither."""
        for item in (item for name in scenes for item in self.story.scenes[name].script):
            if isinstance(item, Decision):
                yield from ((one.place, one.when, {to for _, to in one.to}) for one in item.choices)
            elif isinstance(item, To):
                yield from ((when.place, when, {to}) for when, to in item.cases if when)

    def one_way(self) -> Iterator[Problem]:
        """Decisions of which only what happened leads on."""
        decisions: dict[tuple[str, int], list[Claim]] = {}
        for one in self.claims("viable"):
            decisions.setdefault(one.goal.spot[:2], []).append(one)
        for (scene, at), several in decisions.items():
            choices = decided(self.story.scenes[scene], at).choices
            good = [one for one in several if self.shown(one.goal)]
            met = [one for one in several if self.shown(Goal(one.goal.spot))]
            if not met or any(not self.refuted(one.goal) for one in several if one not in good):
                continue
            if not good[1:] or all(choices[one.goal.spot[2]].history for one in good):
                place = next(one.place for one in choices if one.history)
                if all(choices[one.goal.spot[2]].history for one in good):
                    yield self.tell("one-way: what happened", place)
                else:
                    yield self.tell("one-way: another", place, choice=good[0].about)


def _listed(scenes: Iterable[str]) -> str:
    *first, last = sorted(f'"{name.rpartition("/")[2]}"' for name in scenes)
    return f"{', '.join(first)} and {last}" if first else last
