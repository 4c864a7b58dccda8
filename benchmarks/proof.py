"""How long it takes to prove a story, and how that grows: the shipped one, and generated ones of the size to come.

python -m benchmarks.proof [SCENES ...]     (36 72 144 288 430 unless told: the last is ten times the shipped story)

The generated story is hard on purpose: four meters of eleven values, eight ties of seven and a dozen facts that every
scene may read and move, and a choice that is remembered for ever in every third. Printed for each: claims, how many were
shown, refuted, not proved; seconds of the proof alone; the memory of the process at its most, in MB.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from game.lang.read import read
from game.proof.prove import prove

SHIPPED = Path(__file__).resolve().parent.parent / "story" / "collective-leadership"
METERS = ("army", "presidium", "quiet", "grain")
TIES = ("malenkov", "molotov", "bulganin", "mikoyan", "zhukov", "kaganovich", "voroshilov", "beria")
FACTS = tuple(f"fact{number}" for number in range(12))
CHAPTER = 18  # scenes


class Writer:
    """Writes a story of some scenes; the same seed gives the same words."""

    def __init__(self, scenes: int, seed: int) -> None:
        self.chance, self.scenes, self.called, self.number = random.Random(seed), scenes, list[str](), 0

    def clause(self) -> str:
        one, at = self.chance.choice, self.chance.random()
        if at < 0.35:
            return f"{one(METERS)} {one(('at least', 'at most'))} {self.chance.randint(2, 8)}"
        if at < 0.55:
            return f"{one(TIES)} {one(('at least', 'at most'))} {self.chance.randint(-1, 1)}"
        if at < 0.75 or not self.called:
            return f"{one(FACTS)} is {one(('none', 'first', 'second'))}"
        return f"chose {one(self.called)}"

    def rule(self) -> str:
        return " and ".join(self.clause() for _ in range(self.chance.choice((1, 1, 1, 2))))

    def then(self) -> str:
        moved = {self.chance.choice(METERS): self.chance.choice(("+1", "-1", "+2", "-2")),
                 self.chance.choice(TIES): self.chance.choice(("+1", "-1")),
                 self.chance.choice(FACTS): self.chance.choice(("first", "second"))}  # fmt: skip
        some = self.chance.sample(sorted(moved.items()), self.chance.choice((1, 1, 2)))
        return "{" + ", ".join(f"{name}: {by}" for name, by in some) + "}"

    def choice(self, chapter: int, free: bool) -> Iterator[str]:
        self.number += 1
        yield f"      - choice: Do {self.number}."
        if self.number % 3 == 0:
            self.called.append(f"chapter{chapter}/x{self.number}")
            yield f"        called: x{self.number}"
        if not free and self.chance.random() < 0.5:
            yield f"        if: {self.rule()}"
            yield "        locked: Not now."
        yield f"        then: {self.then()}"
        if self.chance.random() < 0.3:
            yield "        reply:"
            yield f"          if {self.rule()}: Aye."
            yield "          otherwise: No."

    def scene(self, number: int) -> Iterator[str]:
        yield f"  s{number}:"
        yield "    script:"
        for part in range(self.chance.choice((1, 1, 2))):
            yield f"      - He waits in room {number}, and it is hour {part}."
            for _ in range(3):
                yield f"      - if {self.rule()}: One thing is so."
                yield "        otherwise: Another is."
            for place in range(3):
                yield from self.choice(number // CHAPTER, place == 0)
        near, far = (min(number + step, self.scenes - 1) for step in (1, self.chance.choice((2, 2, 3))))
        if number == self.scenes - 1:
            yield "      - to: over"
        else:
            yield "      - to:"
            yield f"          if {self.rule()}: {self.named(number, far)}"
            yield f"          otherwise: {self.named(number, near)}"

    def named(self, here: int, there: int) -> str:
        chapter = there // CHAPTER
        return f"s{there}" if chapter == here // CHAPTER else f"chapter{chapter}/s{there}"

    def chapter(self, chapter: int) -> str:
        lines = [f"chapter: Chapter {chapter}", "role: khrushchev", f"date: {1 + chapter % 28} June 1953", "scenes:"]
        last = min((chapter + 1) * CHAPTER, self.scenes)
        for number in range(chapter * CHAPTER, last):
            lines += self.scene(number)
        if last == self.scenes:
            lines += ["  over:", "    ending: The end", "    history: yes", "    script:", "      - It ends."]
        return "\n".join(lines) + "\n"

    def head(self) -> str:
        people = [f"  {name}: {{name: {name.title()}, about: A member.}}" for name in ("khrushchev", *TIES)]
        return "\n".join(["format: 1", "title: Generated", "people:", *people, "meters:",
                          *(f"  {name}: {{name: {name}, scale: 0 to 10, start: 4}}" for name in METERS),
                          f"ties: [{', '.join(TIES)}]", "facts:", *(f"  {name}: [none, first, second]" for name in FACTS),
                          "roles:", "  khrushchev: {start: chapter0/s0}", ""])  # fmt: skip


def written(folder: Path, scenes: int, seed: int = 1953) -> None:
    """A generated story in a folder."""
    writer = Writer(scenes, seed)
    (folder / "story.yaml").write_text(writer.head(), encoding="utf-8")
    for chapter in range((scenes - 1) // CHAPTER + 1):
        (folder / f"chapter{chapter}.yaml").write_text(writer.chapter(chapter), encoding="utf-8")


def measured(folder: Path, what: str) -> None:
    reading = read(folder)
    assert reading.story is not None, reading.problems[0]
    for role in reading.story.roles:
        start = time.perf_counter()
        proof = prove(reading.story, role, [play.choices for play in reading.plays if play.role == role])
        took = time.perf_counter() - start
        goals = {one.goal for one in proof.claims}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{what:24}{len(goals):8} claims{len(proof.shown):8} shown{len(proof.refuted):6} refuted"
              f"{len(goals) - len(proof.shown) - len(proof.refuted):5} not proved{took:8.2f} s{memory:8.0f} MB")  # fmt: skip


def main(sizes: list[int]) -> None:
    measured(SHIPPED, "shipped")
    for scenes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            written(Path(folder), scenes)
            measured(Path(folder), f"{scenes} scenes")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [36, 72, 144, 288, 430])
