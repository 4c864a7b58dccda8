"""What a proof found, as problems: what no player can ever meet, and what some player can be caught in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from game.core.problem import Place, Problem, Severity
from game.core.road import decided
from game.core.story import Decision, Story, To, When
from game.lang.plays import Play
from game.lang.read import Reading
from game.proof.claims import FAULTS, Claim, Goal
from game.proof.prove import Proof, ids, prove, shortened

Proofs = Mapping[str, Proof]  # by role
LOST = {
    "scene": ("never-met", "No play can come to this scene: the conditions on the way to it never hold together."),
    "ending": ("never-met", "No play can come to this ending: before it is read to its end, it always leads elsewhere."),
    "below": ("never-met", "What stands below this decision is never read: each of its choices leads away."),
    "choice": ("never-true", "No player can ever take this choice: its condition never holds where it is offered. Ask for less."),
    "holds": ("never-true", "This condition never holds here, or a case above takes all for whom it does; what stands under it is never read."),
    "fails": ("always-true", "This condition always holds here, so it decides nothing, and no case below it is ever read. Ask for more."),
}  # fmt: skip


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

    def tell(self, code: str, place: Place, message: str, severity: Severity = "warning",
             witness: tuple[str, ...] | None = None) -> Problem:  # fmt: skip
        lines = self.lines.get(place.file, ())
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        return Problem(code, severity, place, message, line, witness=witness)

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
                severity: Severity = "warning" if one.kind == "silent" else "error"
                code, message = _fault(one)
                found = self.tell(code, self.linked(one), named + message, severity, ids(self.story, way))
                yield replace(found, also=tuple(self.exits(one.goal.ends)))

    def linked(self, claim: Claim) -> Place:
        """Where a claim is about a link, the link; its place otherwise."""
        name, place = claim.about.rpartition("/")[2], claim.place
        for number, line in enumerate(
            self.lines.get(place.file, ())[place.line - 1 :] if claim.kind == "silent" else ()
        ):
            if (column := line.find(f"[[{name}")) >= 0:
                return Place(place.file, place.line + number, column + 3, place.line + number, column + 3 + len(name))
        return place

    def exits(self, circle: frozenset[str]) -> Iterator[Place]:
        """The conditions of what leads out of a circle of scenes."""
        return (when.place for _, when, to in self.turns(sorted(circle)) if when and to - circle)

    def lost(self) -> Iterator[Problem]:
        """What no play can meet, where it comes near; of what lies in one another, the outermost only."""
        met = {goal for proof in self.proofs.values() for goal in proof.shown}
        near = {goal.spot[:2] for goal in met}
        weighed = {one.place for one in self.claims("holds", "fails") if one.goal in met}
        before = {
            to for scene in self.story.scenes.values() if Goal((scene.name, 0, -1)) in met for to in scene.exits()
        }
        shut = {one.goal.spot[:2] for one in self.claims("shut") if one.goal in met}
        for one in self.claims(*LOST):
            scene, at, number = one.goal.spot
            come = {"scene": scene in before, "ending": Goal((scene, 0, -1)) in met, "below": (scene, at - 1) in near - shut,
                    "choice": (scene, at) in near}.get(one.kind, (scene, at) in near if one.about else one.place in weighed)  # fmt: skip
            if come and self.refuted(one.goal):
                also = tuple(self.leading(scene)) if one.kind == "scene" else ()
                when = decided(self.story.scenes[scene], at).choices[number].when if one.kind == "choice" else None
                code, message = LOST[one.kind]
                yield replace(self.tell(code, when.place if when else one.place, message), also=also)

    def idle(self) -> Iterator[Problem]:
        """Meters that never matter: no condition that asks about them holds in one play and fails in another."""
        held = {one.place for one in self.claims("holds") if self.shown(one.goal)}
        for one in self.claims("choice"):
            scene, at, number = one.goal.spot
            if (when := decided(self.story.scenes[scene], at).choices[number].when) and self.shown(one.goal):
                held.add(when.place)
        both = (one.goal.rule for one in self.claims("fails") if one.place in held and self.shown(one.goal))
        asked = frozenset[int]().union(*(self.story.asks(rule) for rule in both))
        for meter in self.story.meters.values():
            if meter.slot not in asked:
                yield self.tell("unused", meter.place, f'Whatever "{meter.name.rpartition("/")[2]}" stands at, every play reads and '
                                "offers the same: no condition that asks about it decides anything.")  # fmt: skip

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
            if (
                any(self.shown(Goal(one.goal.spot)) for one in several)
                and all(one in good or self.refuted(one.goal) for one in several)
                and good
                and all(choices[one.goal.spot[2]].history for one in good)
            ):
                place = next(one.place for one in choices if one.history)
                yield self.tell("one-way", place, "Of this decision only what happened leads to an ending outside the "
                                "chapter, so it decides nothing. Let another choice lead on as well.")  # fmt: skip


def _fault(one: Claim) -> tuple[str, str]:
    match one.kind:
        case "shut":
            return "all-shut", ("A player can come here with every choice of this decision shut, and gets no further. Give one "
                                'choice no "if", or add one for those who have nothing else.')  # fmt: skip
        case "circle":
            round_ = "lead back to one another" if len(one.goal.ends) > 1 else "leads back to itself"
            return "no-way-out", (f"In this circle a player can be caught: {_listed(one.goal.ends)} {round_}, and for whoever "
                                  "comes as told here nothing that leads out ever opens.")  # fmt: skip
    return "says-nothing", f'The entry "{one.about}" can still say nothing when it is linked here. Give it a case for those who come so early, or take the link away.'  # fmt: skip


def _listed(scenes: Iterable[str]) -> str:
    *first, last = sorted(f'"{name.rpartition("/")[2]}"' for name in scenes)
    return f"{', '.join(first)} and {last}" if first else last
