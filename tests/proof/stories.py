"""Small stories made at random, and what is true of them by going everywhere with the rules of play alone."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from game.core import play
from game.core.problem import Place
from game.core.story import Cases, Decision, Story
from game.core.text import links
from game.lang.read import read

HEAD = """\
format: 1
title: Small
people:
  zhukov: {name: Zhukov, about: A marshal.}
  beria: {name: Beria, about: A minister.}
meters:
  army: {name: Army, scale: 0 to 3, start: 1}
  nerve: {name: Nerve, scale: -1 to 2, start: 0}
facts:
  gun: [hidden, drawn, lost]
  side: [ours, theirs]
roles:
  zhukov: {start: room/s0, then: {army: +1}}
"""
DATES = ("25 June 1953", "26 June 1953", "27 June 1953")


class Writer:
    """Writes one story; the same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.scenes = [f"s{number}" for number in range(self.chance.randint(2, 5))]
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
        atoms += ["carried", f"hands is {self.chance.randint(0, 2)}"] * 2 if self.voted else []
        return self.one(*atoms)

    def rule(self) -> str:
        parts = [self.one("", "", "not ") + self.atom() for _ in range(self.chance.choice((1, 1, 1, 2, 2, 3)))]
        return self.one(" and ", " or ").join(parts)

    def then(self) -> str:
        return (
            "{"
            + self.one("army: +1", "army: -1", "nerve: +2", "nerve: -1", "gun: drawn", "gun: lost", "side: theirs")
            + "}"
        )

    def text(self) -> str:
        words = self.fresh("He waits")
        if self.chance.random() < 0.15:
            self.entries.append(f"term{len(self.entries)}")
            words += f" for the [[{self.entries[-1]}|thing]]"
        return f"{words}."

    def cases(self, values: Iterator[str], indent: str, whole: bool = False) -> list[str]:
        lines = [f"{indent}if {self.rule()}: {next(values)}" for _ in range(self.chance.choice((1, 1, 2)))]
        lines = list({line.rpartition(": ")[0]: line for line in lines}.values())
        return [*lines, f"{indent}otherwise: {next(values)}"] if whole or self.chance.random() < 0.5 else lines

    def texts(self) -> Iterator[str]:
        while True:
            yield self.text()

    def targets(self) -> Iterator[str]:
        while True:
            yield self.one(*self.scenes, "e0", "e1")

    def hands(self) -> Iterator[str]:
        while True:
            yield self.one("for", "against", "abstains")

    def choice(self, away: bool) -> list[str]:
        lines = [f"      - choice: {self.fresh('Do')}."]
        if self.chance.random() < 0.4:
            self.called.append(f"c{len(self.called)}")
            lines.append(f"        called: {self.called[-1]}")
        if self.chance.random() < 0.5:
            lines.append(f"        if: {self.rule()}")
            lines += ["        locked: Not now."] if self.chance.random() < 0.5 else []
        lines += [f"        then: {self.then()}"] if self.chance.random() < 0.6 else []
        if self.chance.random() < 0.3:
            lines += ["        reply:", *self.cases(self.texts(), "          ")]
        lines += ["        history: yes"] if self.chance.random() < 0.2 else []
        if away:
            lines += (["        to:", *self.cases(self.targets(), "          ")] if self.chance.random() < 0.2 else
                      [f"        to: {next(self.targets())}"])  # fmt: skip
        return lines

    def item(self) -> list[str]:
        kind = self.chance.random()
        if kind < 0.3:
            return _dashed(self.cases(self.texts(), "        "))
        if kind < 0.4:
            return [f"      - then: {self.then()}"]
        if kind < 0.45:
            return [f"      - date: {self.one(*DATES)}"]
        if kind < 0.55:
            self.voted = True
            zhukov, beria = (self.cases(self.hands(), "            ", True) for _ in range(2))
            return [f"      - vote: {self.fresh('Move')}", "        voters:", "          zhukov:", *zhukov,
                    "          beria:", *beria]  # fmt: skip
        if kind < 0.65:
            return ["      - to:", *self.cases(self.targets(), "          ")]
        lines = [f"      - {self.text()}", f"      - take: {self.one('1', '2', 'any')}"] if kind > 0.9 else []
        for _ in range(self.chance.choice((1, 2, 2, 3))):
            lines += self.choice(self.chance.random() < 0.2)
        return lines

    def story(self) -> dict[str, str]:
        lines = ["chapter: A room", "role: zhukov", "date: 26 June 1953", "scenes:"]
        for name in self.scenes:
            self.voted = False
            lines += [f"  {name}:", *([f"    date: {self.one(*DATES)}"] if self.chance.random() < 0.5 else []), "    script:",
                      f"      - {self.text()}"]  # fmt: skip
            for _ in range(self.chance.randint(1, 4)):
                lines += self.item()
            lines += [f"      - {self.text()}", *self.choice(True), f"      - to: {next(self.targets())}"]
        for name in ("e0", "e1"):
            lines += [
                f"  {name}:",
                f"    ending: End {name}",
                "    history: yes",
                "    script:",
                f"      - {self.text()}",
            ]
        codex = ["terms:"] if self.entries else []
        for entry in self.entries:
            codex += [
                f"  {entry}:",
                f"    name: {entry}",
                "    about:",
                f"      if {self.rule_of_codex()}: It is known.",
            ]
        files = {"story.yaml": HEAD, "room.yaml": "\n".join(lines) + "\n"}
        return files | ({"codex.yaml": "\n".join(codex) + "\n"} if codex else {})

    def rule_of_codex(self) -> str:
        return self.one(f"after {self.one(*DATES)}", "army at least 2", "gun is drawn", "not side is theirs")


def _dashed(lines: list[str]) -> list[str]:
    return [lines[0].replace("        ", "      - ", 1), *lines[1:]]


def made(folder: Path, seed: int) -> Story | None:
    """The story of a seed; None where it is not fit to be played."""
    for name, text in Writer(seed).story().items():
        (folder / name).write_text(text, encoding="utf-8")
    return read(folder).story


@dataclass
class Truth:
    """What is so, with the fewest choices after which it was seen; the graph of all states."""

    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    turns: dict[play.State, play.Turn] = field(default_factory=dict)
    after: dict[play.State, list[tuple[int, play.State]]] = field(default_factory=dict)
    depth: int = 0

    def note(self, *what: object) -> None:
        self.seen.setdefault(what, self.depth)

    def leading(self, to: set[play.State]) -> set[play.State]:
        found, grows = set(to), True
        while grows:
            new = {state for state, ways in self.after.items() if any(one in found for _, one in ways)} - found
            grows = bool(new)
            found |= new
        return found


def truth(story: Story, most: int = 20_000) -> Truth | None:
    """Go everywhere, nearest first; None where a road has no end or there are too many states."""
    found = Truth()
    with pytest.MonkeyPatch.context() as patch:
        _listening(found, patch, story)
        try:
            first = play.begin(story, "zhukov")
            ahead = deque([(first, 0)])
            found.turns[first.state] = first
            while ahead:
                turn, depth = ahead.popleft()
                found.depth = depth + 1
                for next_ in _steps(story, turn, found):
                    if next_.state not in found.turns:
                        found.turns[next_.state] = next_
                        ahead.append((next_, depth + 1))
                if len(found.turns) > most:
                    return None
        except play.Endless:
            return None
    return found


def _steps(story: Story, turn: play.Turn, found: Truth) -> Iterator[play.Turn]:
    state = turn.state
    ways = found.after.setdefault(state, [])
    if turn.ended:
        return
    decision = story.scenes[state.scene].script[state.at]
    assert isinstance(decision, Decision)
    if not any(option.open for option in turn.options):
        found.seen.setdefault(("shut", state.scene, state.at), found.depth - 1)
    for option in turn.options:
        if option.open:
            number = decision.choices.index(option.choice)
            found.note("choice", state.scene, state.at, number)
            after = play.step(story, turn, option.choice.id)
            ways.append((number, after.state))
            yield after


def _listening(found: Truth, patch: pytest.MonkeyPatch, story: Story) -> None:
    """Note what the rules of play weigh and come to."""
    taken, offered, acted, end = play.taken, play._offered, play._play, play._end

    def hears(cases: Cases[Any], values: Any) -> Any:
        for when, value in cases:
            held = when is None or when.test(values)
            if when is not None:
                found.note("holds" if held else "fails", when.place)
            if held:
                for entry, _ in links(value) if isinstance(value, str) else ():
                    about = story.entries[entry].about
                    if not any(one is None or one.test(values) for one, _ in about):
                        found.note("silent", entry)
                break
        return taken(cases, values)

    def offers(reading: Any, decision: Decision) -> Any:
        found.note("at", reading.scene.name, reading.at)
        for number, choice in enumerate(decision.choices):
            gone = decision.take is not None and reading.values[decision.take.taken[number]]
            if choice.when is not None and not gone and not choice.when.test(reading.values):
                found.note("fails", choice.when.place)
        return offered(reading, decision)

    def plays(reading: Any, item: Any) -> None:
        found.note("at", reading.scene.name, reading.at)
        acted(reading, item)

    def ends(reading: Any, role: str) -> Any:
        found.note("at", reading.scene.name, reading.at)
        return end(reading, role)

    for name, instead in (("taken", hears), ("_offered", offers), ("_play", plays), ("_end", ends)):
        patch.setattr(play, name, instead)


def place_of(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"
