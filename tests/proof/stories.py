"""Small stories made at random, and what is true of them by going everywhere with the rules of play alone."""

import random
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from game.core.road import Endless, Stop, begin, choose, taken
from game.core.rule import Both, Either, Not, Rule
from game.core.story import Cases, Choice, Decision, Prose, Raised, Scene, Set, Story, To, Vote, When
from game.core.text import links
from game.lang.read import read

HEAD = """\
format: 1
title: Small
people:
  zhukov: {{name: Zhukov, about: A marshal.}}
  beria: {{name: Beria, about: {{if {known}: A minister.}}, seats: {seats}}}
meters:
  army: {{name: Army, scale: 0 to 3, start: 1}}
  nerve: {{name: Nerve, scale: -1 to 2, start: 0}}
facts:
  gun: [hidden, drawn, lost]
  side: [ours, theirs]
sources:
  knight: Amy Knight, Beria (Princeton, 1993).
roles:
  zhukov: {{start: room/s0, then: {then}}}
"""
State = tuple[str, int, tuple[int, ...]]
DATES = ("25 June 1953", "26 June 1953", "27 June 1953")


class Writer:
    """Writes one story; the same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.scenes = [f"s{number}" for number in range(self.chance.randint(2, 5))]
        self.roles = self.chance.choice((["zhukov"], ["zhukov", "beria"]))
        self.called: list[str] = []
        self.entries: list[str] = []
        self.number = 0
        self.voted = False

    def one(self, *of: str) -> str:
        return self.chance.choice(of)

    def fresh(self, word: str) -> str:
        self.number += 1
        return f"{word} {self.number}"

    def atom(self) -> str:
        atoms = [f"army at least {self.chance.randint(0, 3)}", f"army at most {self.chance.randint(0, 2)}",
                 f"nerve is {self.chance.randint(-1, 2)}", f"gun is {self.one('hidden', 'drawn', 'lost')}",
                 f"side is not {self.one('ours', 'theirs')}", f"seen {self.one(*self.scenes)}",
                 f"after {self.one(*DATES)}"]  # fmt: skip
        atoms += [f"chose {self.one(*self.called)}"] * 3 if self.called else []
        atoms += [f"role is {one}" for one in self.roles] if len(self.roles) > 1 else []
        atoms += ["carried", f"hands is {self.chance.randint(0, 4)}"] * 2 if self.voted else []
        return self.one(*atoms)

    def rule(self, *more: str) -> str:
        """A condition; `more` is what may be asked here besides."""
        atoms = [self.one(self.atom(), self.atom(), *more) for _ in range(self.chance.choice((1, 1, 1, 2, 2, 3)))]
        parts = [self.one("", "", "not ") + atom for atom in atoms]
        joint, other = self.chance.sample((" and ", " or "), 2)
        if len(parts) > 2:
            parts[1:] = [f"{self.one('', 'not ')}({other.join(parts[1:])})"]
        return joint.join(parts)

    def then(self) -> str:
        moved = (f"army: {self.one('+1', '-1', '-2')}", f"nerve: {self.one('+2', '-1')}", f"gun: {self.one('drawn', 'lost')}",
                 "side: theirs")  # fmt: skip
        return f"{{{', '.join(self.chance.sample(moved, self.chance.choice((1, 1, 2))))}}}"

    def text(self) -> str:
        return f"{self.fresh('He waits')}{self.linked()}."

    def linked(self) -> str:
        if self.chance.random() > 0.2:
            return ""
        self.entries.append(f"term{len(self.entries)}")
        return f" for the [[{self.entries[-1]}|thing]]"

    def cases(self, values: Iterator[str], indent: str, whole: bool = False, *more: str) -> list[str]:
        lines = [f"{indent}if {self.rule(*more)}: {next(values)}" for _ in range(self.chance.choice((1, 1, 2)))]
        lines = list({line.rpartition(": ")[0]: line for line in lines}.values())
        return [*lines, f"{indent}otherwise: {next(values)}"] if whole or self.chance.random() < 0.5 else lines

    def texts(self) -> Iterator[str]:
        while True:
            yield self.text()

    def targets(self) -> Iterator[str]:
        while True:
            yield self.one(*self.scenes, *self.scenes, "e0", "later/e1")

    def hands(self) -> Iterator[str]:
        while True:
            yield self.one("for", "against", "abstains", f"for. He nods{self.linked()}.")

    def choice(self, away: bool, reply: bool = False) -> list[str]:
        lines = [f"      - choice: {self.fresh('Do')}{self.linked()}."]
        if self.chance.random() < 0.4:
            self.called.append(f"c{len(self.called)}")
            lines.append(f"        called: {self.called[-1]}")
        if self.chance.random() < 0.5:
            lines.append(f"        if: {self.rule()}")
            lines += [f"        locked: Not now{self.linked()}."] if self.chance.random() < 0.5 else []
        lines += [f"        then: {self.then()}"] if self.chance.random() < 0.6 else []
        if reply or self.chance.random() < 0.3:
            lines += ["        reply:", *self.cases(self.texts(), "          ", False, "gently")]
        lines += ["        history: yes"] if self.chance.random() < 0.2 else []
        if away:
            lines += (["        to:", *self.cases(self.targets(), "          ")] if self.chance.random() < 0.2 else
                      [f"        to: {next(self.targets())}"])  # fmt: skip
        return lines

    def item(self) -> list[str]:
        kind = self.chance.random()
        if kind < 0.3:
            return _dashed(self.cases(self.texts(), "        ", False, "gently"))
        if kind < 0.4:
            return [f"      - then: {self.then()}"]
        if kind < 0.48:
            return self.heading()
        if kind < 0.56:
            self.voted = True
            zhukov, beria = (self.cases(self.hands(), "            ", True) for _ in range(2))
            return [f"      - vote: {self.fresh('Move')}{self.linked()}", "        voters:", "          zhukov:", *zhukov,
                    "          beria:", *beria]  # fmt: skip
        if kind < 0.65:
            return ["      - to:", *self.cases(self.targets(), "          ")]
        take = kind > 0.8
        lines = [f"      - {self.text()}", f"      - take: {self.one('1', '2', 'any')}"] if take else []
        for _ in range(self.chance.choice((1, 2, 2, 3))):
            lines += self.choice(self.chance.random() < (0.6 if take else 0.2), take)
        if take:  # what a scene that waits does not do again, and what it does
            lines[:0] = [f"      - then: {self.then()}"] if self.chance.random() < 0.4 else []
            lines[:0] = self.heading() if self.chance.random() < 0.6 else []
        return lines

    def heading(self) -> list[str]:
        """A date or a place that holds from there on, by cases or not."""
        if self.chance.random() < 0.3:
            return [f"      - {self.one(f'date: {self.one(*DATES)}', 'speaker: beria')}"]
        key, values = self.chance.choice((("date", self.dates()), ("place", self.places()), ("speaker", self.people())))
        return [f"      - {key}:", *self.cases(values, "          ")]

    def places(self) -> Iterator[str]:
        while True:
            yield self.fresh("The hall")

    def people(self) -> Iterator[str]:
        while True:
            yield self.one("beria", "zhukov", "nobody")

    def dates(self) -> Iterator[str]:
        while True:
            yield self.one(*DATES)

    def joins(self) -> list[str]:
        """A branch: prose and choices that it adds to some scenes."""
        lines, called = [], list(self.called)
        for name in self.chance.sample(self.scenes, self.chance.randint(1, 2)):
            lines += [f"  {name}:", "    script:", *_dashed(self.cases(self.texts(), "        ", False, "gently")),
                      *(line for line in self.choice(True, True) if "called:" not in line)]  # fmt: skip
            self.called = list(called)
        head = ["format: 1", "chapter: A branch", "by: A teacher", f"role: [{', '.join(self.roles)}]", "joins:"]
        return [*head, *(re.sub(r"(?<!/)\b([sec]\d+)\b", r"room/\1", line) for line in lines)]

    def story(self) -> dict[str, str]:
        lines = ["chapter: A room", f"role: [{', '.join(self.roles)}]", "date: 26 June 1953", "scenes:"]
        for name in self.scenes:
            self.voted = False
            lines += [f"  {name}:", *([f"    date: {self.one(*DATES)}"] if self.chance.random() < 0.5 else []),
                      *(["    speaker: beria"] if self.chance.random() < 0.2 else []), "    script:",
                      f"      - {self.text()}"]  # fmt: skip
            for _ in range(self.chance.randint(1, 4)):
                lines += self.item()
            lines += [
                f"      - {self.text()}",
                *self.choice(True),
                f"      - to: {next(self.targets())}",
                *self.record(),
            ]
        later = ["chapter: Later", *lines[1:4], *self.ending("e1")]
        lines += self.ending("e0")
        branch = self.joins() if self.chance.random() < 0.3 else []
        codex = ["terms:"] if self.entries else []
        for entry in self.entries:
            codex += [
                f"  {entry}:",
                f"    name: {entry}",
                "    about:",
                f"      if {self.rule_of_codex()}: It is known{self.one('', '', f' by [[{self.one(*self.entries)}]]')}.",
                *([f"      otherwise: It is [[{self.one(*self.entries)}]]."] if self.chance.random() < 0.2 else []),
            ]
        head = HEAD.format(seats=self.one("1", "1", "2", "3"), then=self.then(), known=self.rule_of_codex())
        head += (
            f"  beria: {{start: room/{self.one(*self.scenes)}, then: {self.then()}}}\n" if len(self.roles) > 1 else ""
        )
        files = {"story.yaml": head, "room.yaml": "\n".join(lines) + "\n", "later.yaml": "\n".join(later) + "\n"}
        files |= {"branches/more.yaml": "\n".join(branch) + "\n"} if branch else {}
        return files | ({"codex.yaml": "\n".join(codex) + "\n"} if codex else {})

    def ending(self, name: str) -> list[str]:
        lines = [f"  {name}:", f"    ending: End {name}", "    history: yes", "    script:", f"      - {self.text()}"]
        if self.chance.random() < 0.4:
            rule = self.one("army at least 2", "not gun is drawn", f"after {self.one(*DATES)}")
            lines += [f"      - if {rule}: {self.text()}", f"      - choice: {self.fresh('Do')}.", f"        if: {rule}",
                      "      - choice: Nothing."]  # fmt: skip
        return lines + self.record()

    def record(self) -> list[str]:
        """What a scene's card says, if it has one."""
        return ["    record: |", f"      It was so{self.linked()}. {{knight}}"] if self.chance.random() < 0.3 else []

    def rule_of_codex(self) -> str:
        return self.one(f"after {self.one(*DATES)}", "army at least 2", "gun is drawn", "not side is theirs")


def _dashed(lines: list[str]) -> list[str]:
    return [lines[0].replace("        ", "      - ", 1), *lines[1:]]


def made(folder: Path, seed: int) -> Story | None:
    """The story of a seed; None where it is not fit to be played."""
    (folder / "branches").mkdir(exist_ok=True)
    for stale in folder.rglob("*.yaml"):
        stale.unlink()
    for name, text in Writer(seed).story().items():
        (folder / name).write_text(text, encoding="utf-8")
    return read(folder).story


@dataclass
class Truth:
    """What is so, with the fewest choices after which it was seen; the graph of all states."""

    story: Story
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    after: dict[State, list[tuple[int, State]]] = field(default_factory=dict)
    ended: set[State] = field(default_factory=set)
    depth: int = 0

    def note(self, *what: object) -> None:
        self.seen.setdefault(what, self.depth)

    def leading(self, to: set[State]) -> set[State]:
        found, grows = set(to), True
        while grows:
            new = {state for state, ways in self.after.items() if any(one in found for _, one in ways)} - found
            grows = bool(new)
            found |= new
        return found

    def sees(self, scene: Scene, at: int, number: int, values: list[int]) -> None:
        """Note what the rules of play weigh, show and come to."""
        spot = (scene.name, at, number)
        self.note("at" if number < 0 else "choice", *spot)
        if spot[1:] == (0, -1):
            self.show(spot, scene.heading.speaker, values)
        match scene.script[at] if at < len(scene.script) else None:
            case Prose(cases) | Set(_, cases) | To(cases):
                if isinstance(scene.script[at], To):
                    self.card(spot, scene, cases, values)
                speaker = self.weigh(spot, cases, values)
                if isinstance(item := scene.script[at], Set) and item.key == "speaker":
                    self.show(spot, speaker, values)
            case Vote(motion, voters):
                self.read(spot, motion, values)
                for person, hands in voters:
                    self.show(spot, person, values)
                    self.weigh(spot, hands, values)
            case Decision(choices) if number >= 0:
                self.weigh(spot, choices[number].reply, values)
                self.weigh(spot, choices[number].to, values)
                self.card(spot, scene, choices[number].to, values)
            case Decision(choices, take):
                if take and values[take.open] and not any(isinstance(one, Set) and one.key == "speaker"
                                                          for one in scene.script[:at]):  # fmt: skip
                    self.show(spot, scene.heading.speaker, values)
                gone = [bool(take and values[slot]) for slot in (take.taken if take else range(len(choices)))]
                if take and take.most is not None and sum(gone) >= take.most:
                    return  # it is done, and nothing more is weighed
                left = [choice for choice, was in zip(choices, gone, strict=True) if not was]
                shown = take is None or any(one.when is None or one.when.test(values) for one in left)
                for choice in left:
                    self.offer(spot, choice, values, shown)
            case None:
                self.card(spot, scene, ((None, ""),), values)

    def card(self, spot: tuple[str, int, int], scene: Scene, to: Cases[str], values: list[int]) -> None:
        """Read the card of a scene where it is first left."""
        if taken(to, values) is not None and (scene.left is None or not values[scene.left]):
            for statement in scene.record:
                self.read(spot, statement.words, values)

    def offer(self, spot: tuple[str, int, int], choice: Choice, values: list[int], shown: bool) -> None:
        held = choice.when is None or choice.when.test(values)
        if choice.when is not None:
            self.halves(choice.when, values)
        if choice.when is not None and not held:
            self.note("fails", choice.when.place)
            self.read(spot, (shown and choice.locked) or "", values)
        if held or (shown and choice.locked is not None):
            self.read(spot, choice.words, values)

    def weigh(self, spot: tuple[str, int, int], cases: Cases[Any], values: list[int]) -> str:
        """What is taken of some cases, as words."""
        for when, value in cases:
            held = when is None or when.test(values)
            if when is not None:
                self.halves(when, values)
                self.note("holds" if held else "fails", when.place)
            if held:
                words = value.words if isinstance(value, Raised) else str(value)
                self.read(spot, words, values)
                return words
        return ""

    def read(self, spot: tuple[str, int, int], text: str, values: list[int]) -> None:
        """Note the links of a text that open what says nothing, and those of what they open."""
        for entry, _ in links(text):
            self.show(spot, entry, values)
            about = next(
                (words for one, words in self.story.entries[entry].about if one is None or one.test(values)), ""
            )
            for further, _ in links(about):
                self.show(spot, further, values, entry)

    def show(self, spot: tuple[str, int, int], name: str, values: list[int], via: str = "") -> None:
        if (entry := self.story.entries.get(name)) and not any(
            one is None or one.test(values) for one, _ in entry.about
        ):
            self.note("silent", spot, name, via)

    def halves(self, when: When, values: list[int]) -> None:
        """Note the parts of a condition that alone decide it, all the others being for it: by turning each round."""
        for number, way in enumerate(ways(when.rule)):
            rules = list(along(when.rule, way))
            for above, below in pairwise(rules):
                rest = [one for one in inner(above) if one is not below]
                if any(self.story.test(one)(values) != isinstance(above, Both) for one in rest):
                    break
            else:
                if self.story.test(rules[-1])(values) != isinstance(rules[-2], Both):
                    self.note("half", when.place, number)


def inner(rule: Rule) -> tuple[Rule, ...]:
    return (rule.rule,) if isinstance(rule, Not) else rule.rules if isinstance(rule, (Both, Either)) else ()


def along(rule: Rule, way: tuple[int, ...]) -> Iterator[Rule]:
    """A rule, and what lies in it along a way of places."""
    yield rule
    for place in way:
        rule = inner(rule)[place]
        yield rule


def ways(rule: Rule, so_far: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """The ways to the parts of each `and` and `or`, outer ones first."""
    for place, one in enumerate(inner(rule)):
        if not isinstance(rule, Not):
            yield (*so_far, place)
        yield from ways(one, (*so_far, place))


def truth(story: Story, role: str, most: int = 20_000) -> Truth | None:
    """Go everywhere, nearest first; None where there are too many states. A road without end leads nowhere."""
    found, ahead = Truth(story), deque[tuple[Stop, int]]()

    def come(road: Callable[[], Stop], depth: int) -> State:
        found.depth = depth
        try:
            stop = road()
        except Endless as circle:  # it rests nowhere, and nothing leads on
            found.after[circle.scene, -1, ()] = []
            return circle.scene, -1, ()
        state = (stop.scene.name, stop.at, tuple(stop.values))
        if state not in found.after:
            found.after[state] = []
            ahead.append((stop, depth))
            if stop.ended:
                found.ended.add(state)
            elif not stop.open:
                found.note("shut", stop.scene.name, stop.at)
        return state

    for gently in (0, 1):
        come(partial(begin, story, role, gently, found.sees), 0)
    while ahead:
        stop, depth = ahead.popleft()
        state = (stop.scene.name, stop.at, tuple(stop.values))
        for number in stop.open:
            after = come(partial(choose, story, stop, number, found.sees), depth + 1)
            found.after[state].append((number, after))
        if len(found.after) > most:
            return None
    return found
