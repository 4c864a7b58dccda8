"""What a proof found, as problems: what no player can ever meet, and what some player can be caught in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from game.core.day import in_words
from game.core.problem import Place, Problem, Severity
from game.core.road import Sees, Spot, Stop, decided, taken
from game.core.rule import Both, Compare, Mark, Not, Rule
from game.core.story import Cases, Choice, Decision, Scene, Story, To, When
from game.lang.catalogue import worded
from game.lang.plays import Play
from game.lang.read import Reading
from game.proof.claims import FAULTS, Claim, Goal, weighed
from game.proof.forth import joined
from game.proof.plays import Desk, along
from game.proof.prove import Proof, ids, prove, shortened
from game.proof.search import CIRCLED
from game.proof.states import Way, around

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
    told = [*desk.faults(), *desk.open_faults(), *desk.lost(), *desk.one_way(), *desk.idle(), *desk.undecided()]
    once = {(one.code, one.place, one.message): one for one in reversed(told)}
    return tuple(sorted(once.values(), key=lambda one: (one.place.file, one.place.line, one.place.column)))


def marks(story: Story, found: Proofs) -> dict[str, str]:
    """The scenes where something is amiss, each with a word for it: for the map."""
    desk = _desk(story, found, {})
    never = {one.goal.spot[0]: "never met" for one in desk.claims("scene") if desk.refuted(one.goal)}
    shut = {one.goal.spot[0]: "all shut" for one in desk.claims("shut") if desk.shown(one.goal)}
    caught = {name: "no way out" for _, scenes in desk.traps() for name in scenes if name not in shut}
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
                way = shortened(self.story, role, one.goal, proof.shown[one.goal])
                scenes = self.stuck(role, one, way)
                if (
                    one.kind == "circle"
                    and shut & {*scenes}
                    or one.kind == "silent"
                    and self.speaks(one.about, role, way)
                ):
                    continue
                found, whens = self.fault(one, scenes)
                yield replace(found, message=named + found.message, witness=ids(self.story, way),
                              also=tuple(when.place for when in whens if when))  # fmt: skip

    def open_faults(self) -> Iterator[Problem]:
        """What should not be met, and may be: nothing showed it, and nothing could refute it."""
        for one in self.claims("shut", "circle"):
            if one.goal in self.left and not self.shown(one.goal):
                told = "all-shut: undecided" if one.kind == "shut" else "no-way-out: undecided"
                yield self.tell(told, one.place, scenes=_listed(one.goal.ends or [one.about]))

    def fault(self, one: Claim, scenes: list[str]) -> tuple[Problem, list[When | None]]:
        """A fault in words, and the conditions that bring it about."""
        match one.kind:
            case "shut":
                whens = [choice.when for choice in self.choices(one)]
                return self.tell("all-shut", one.place, "error"), whens
            case "circle":
                told = "no-way-out: several" if len(scenes) > 1 else "no-way-out: one"
                exits = [when for _, when, to in self.turns(scenes) if to - {*scenes}]
                return self.tell(told, self.story.scenes[scenes[0]].place, "error", scenes=_listed(scenes)), exits
        told = "says-nothing: via" if one.via else "says-nothing: here"
        return self.tell(told, self.opened(one), entry=one.about, via=one.via), []

    def stop(self, role: str, way: Way) -> Stop | None:
        """Where a way leads, if it does not go round for ever."""
        return Desk(self.story, role, ()).walk(along(way), way.gently)[1]

    def speaks(self, entry: str, role: str, way: Way) -> bool:
        """Does an entry say something on the page that is read in the end: it may go on to a later date."""
        stop = self.stop(role, way)
        return stop is not None and taken(self.story.entries[entry].about, stop.values) is not None

    def stuck(self, role: str, one: Claim, way: Way) -> list[str]:
        """The scenes in which a play gets stuck by a way: that of a decision, or those in which it then goes round."""
        if one.kind != "circle":
            return [one.goal.spot[0]]
        stop = self.stop(role, way)
        return sorted(one.goal.ends) if stop is None else rounds(self.story, stop)

    def traps(self) -> Iterator[tuple[Claim, list[str]]]:
        """The claims that a play can get stuck, and the scenes in which it then is."""
        for role, proof in self.proofs.items():
            for one in proof.claims:
                if one.kind in ("shut", "circle") and one.goal in proof.shown:
                    yield one, self.stuck(role, one, proof.shown[one.goal])

    def behind(self) -> set[str]:
        """The scenes that lie behind those in which a play can get stuck: what cannot be met there may be for that."""
        found = set[str]()
        for one, scenes in self.traps():
            found |= {*scenes} if one.kind == "circle" else set()
            found |= {far for name in scenes for to in self.story.scenes[name].exits() for far in self.story.reach(to)}
        return found

    def opened(self, claim: Claim) -> Place:
        """Where the link or the person stands that opens an entry; the claim's place, if that is not found."""
        name, place = claim.about.rpartition("/")[2], claim.place
        files = {place.file: place.line}
        if claim.via:  # the link stands in that entry, in whatever file
            head = re.compile(rf"^ +{re.escape(claim.via.rpartition('/')[2])}:")
            files = {file: next(number for number, line in enumerate(lines, start=1) if head.match(line))
                     for file, lines in self.lines.items() if any(map(head.match, lines))}  # fmt: skip
        for file, begin in files.items():
            for number, line in enumerate(self.lines.get(file, ())[begin - 1 :], start=begin):
                if found := re.search(rf"(?:\[\[|speaker: |^ +)({re.escape(name)})(?=[]|: ]|$)", line):
                    return Place(file, number, found.start(1) + 1, number, found.end(1) + 1)
        return place

    def lost(self) -> Iterator[Problem]:
        """What no play can meet, where it comes near; of what lies in one another, the outermost only."""
        met = {goal for proof in self.proofs.values() for goal in proof.shown}
        near, held, failed = {goal.spot[:2] for goal in met}, self.held(), self.failed()
        before = {
            to for scene in self.story.scenes.values() if Goal((scene.name, 0, -1)) in met for to in scene.exits()
        }
        shut = {one.goal.spot[:2] for one in self.claims("shut") if one.goal in met}
        behind, doubled = self.behind(), set[Place]()
        for one in self.claims(*LOST):
            scene, at, number = one.goal.spot
            come = {"scene": scene in before, "ending": Goal((scene, 0, -1)) in met,
                    "below": (scene, at - 1) in near - shut and not self.leads_away(scene, at),
                    "choice": (scene, at) in near, "holds": one.place in failed, "fails": one.place in held,
                    "narrows": one.place in held & failed - doubled, "widens": one.place in held & failed - doubled}[one.kind]  # fmt: skip
            if come and self.refuted(one.goal) and scene not in behind:
                when = self.choices(one)[number].when if one.kind == "choice" else None
                rule = when.rule if when else one.goal.rule
                why = self.why((scene, at, -1) if when else one.goal.spot, rule)
                after = one.kind == "holds" and isinstance(rule, Both) and isinstance(rule.rules[0], Not)
                told = LOST[one.kind] + (" why" if why else " after" if after else "")
                severity: Severity = "warning"
                if one.kind in ("narrows", "widens"):  # of two parts that say the same, one can go
                    severity, doubled = "note", doubled | {one.place}
                found = self.tell(told, when.place if when else one.place, severity, part=one.about, why=why)
                yield replace(found, also=tuple(self.leading(scene)) if one.kind == "scene" else ())

    def leads_away(self, scene: str, at: int) -> bool:
        """Is nothing left of a scene but a `to`: it may be there for those whom no choice led away."""
        return all(isinstance(item, To) for item in self.story.scenes[scene].script[at:])

    def why(self, spot: Spot, rule: Rule) -> str:
        """What bars a condition, in words, where one value alone does: what that is instead."""
        forths = [proof.forth for proof in self.proofs.values()]
        sets = joined(forth.at.get(spot) for forth in forths)
        if sets is None:
            return ""
        if forths[0].kept(sets, rule) is None:
            bar = forths[0].bar(sets, rule)
        else:  # what is proved of one clause alone
            clause, holds = (rule.rule, False) if isinstance(rule, Not) else (rule, True)
            if not isinstance(clause, Compare | Mark):
                return ""
            slot, bits = forths[0].clause(clause)
            bar = slot, sets[slot] & (~bits if holds else bits)
        if bar is None or not bar[1]:
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

    def choices(self, one: Claim) -> tuple[Choice, ...]:
        """Those of the decision that a claim is about."""
        scene, at, _ = one.goal.spot
        return decided(self.story.scenes[scene], at).choices

    def held(self) -> set[Place]:
        """The conditions that hold in some play."""
        found = {one.place for one in self.claims("holds") if self.shown(one.goal)}
        taken = (self.choices(one)[one.goal.spot[2]].when for one in self.claims("choice") if self.shown(one.goal))
        return found | {when.place for when in taken if when}

    def failed(self) -> set[Place]:
        """The conditions that fail in some play."""
        return {one.place for one in self.claims("fails") if self.shown(one.goal)}

    def idle(self) -> Iterator[Problem]:
        """Meters that no condition asks about. Of one that is asked about in vain the condition is told."""
        whens = chain((one.goal.rule for one in self.claims("fails")), (when.rule for when, _, _ in self.codex()))
        asked = frozenset[int]().union(*map(self.story.asks, whens))
        for meter in self.story.meters.values():
            if meter.slot not in asked:
                yield self.tell("unused: idle", meter.place, name=meter.name.rpartition("/")[2])

    def codex(self) -> Iterator[tuple[When, tuple[Rule, ...], bool]]:
        """The conditions of entries, fates and questions, what holds where each is taken, and if only an ending asks."""
        told: list[tuple[Cases[str], bool]] = [(entry.about, False) for entry in self.story.entries.values()]
        told += [(entry.became, True) for entry in self.story.entries.values()]
        told += [(cases, True) for role in self.story.roles.values() for cases in role.questions]
        for cases, ended in told:
            yield from ((when, here, ended) for (when, _), (here, _) in zip(cases, weighed(cases), strict=True) if when)

    def undecided(self) -> Iterator[Problem]:
        """Conditions of entries, fates and questions that never hold, or always do, wherever they may be asked."""
        spots = [(proof.forth, spot) for proof in self.proofs.values() for spot in proof.forth.at]
        ends = {(one.name, len(one.script)) for one in self.story.scenes.values() if one.ending is not None}
        last = [(forth, spot) for forth, spot in spots if spot[:2] in ends]
        for when, here, ended in self.codex():
            can = [
                any(forth.can(spot, Both(rules)) for forth, spot in (last if ended else spots))
                for rules in (here, (*here[:-1], Not(when.rule)))
            ]
            if can == [False, True]:
                yield self.tell("never-true: case" + (" after" if here[1:] else ""), when.place)
            elif can == [True, False]:
                yield self.tell("always-true: case", when.place)

    def leading(self, scene: str) -> Iterator[Place]:
        """Where a scene is named by what could lead to it, or the condition of that."""
        return (when.place if when else place for place, when, to in self.turns(self.story.scenes) if scene in to)

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
        for several in decisions.values():
            choices = self.choices(several[0])
            good = [one for one in several if self.shown(one.goal)]
            met = [one for one in several if self.shown(Goal(one.goal.spot))]
            if not met or not good or any(not self.refuted(one.goal) for one in several if one not in good):
                continue
            place = next(one.place for one in choices if one.history)
            if all(choices[one.goal.spot[2]].history for one in good):
                yield self.tell("one-way: what happened", place)
            elif not good[1:]:
                yield self.tell("one-way: another", place, choice=good[0].about)


def entering(before: Scene, on: set[str]) -> Sees:
    """Notes which scenes a road comes into; the one that it begins in, if it comes back to its beginning."""

    def sees(scene: Scene, at: int, number: int, _: list[int]) -> None:
        if number < 0 and (at == 0 or scene is not before):
            on.add(scene.name)

    return sees


def rounds(story: Story, stop: Stop) -> list[str]:
    """The scenes in which a play goes round from a stop, nearest first, as far as its states are gone through."""
    leads = dict[str, set[str]]()

    def sees(here: Stop) -> Sees:
        return entering(here.scene, leads.setdefault(here.scene.name, set()))

    for one in islice(around(story, stop, sees), CIRCLED):
        if isinstance(one, Stop):
            leads.setdefault(one.scene.name, set())
    grows = True
    while grows:  # from each scene to all that it leads to
        more = {name: on.union(*(leads.get(to, ()) for to in on)) for name, on in leads.items()}
        grows, leads = more != leads, more
    return [name for name, on in leads.items() if name in on] or list(leads)


def _listed(scenes: Iterable[str]) -> str:
    *first, last = sorted(f'"{name.rpartition("/")[2]}"' for name in scenes)
    return f"{', '.join(first)} and {last}" if first else last
