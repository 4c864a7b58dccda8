"""How well and how fast the map of a story is drawn.

python -m benchmarks.map [SCENES]   (2000 unless told)

Crossing lines, ours and those of Graphviz `dot` on the same pairs of scenes with boxes of the same size, for the shipped
story (goal: 1.2 times as many at most) and for generated ones; the time for a generated story, laid out and written as SVG
(goal: 2,000 scenes in two seconds).
"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path

from game.author.map import svg
from game.core.chart import Chart, Shape, chart, roads
from game.core.story import Story
from game.lang.read import read
from tests.author.generated import generated

SHIPPED = Path(__file__).resolve().parent.parent / "story" / "collective-leadership"
Point = tuple[float, float]


def ours(drawn: Chart) -> list[tuple[Point, ...]]:
    """The lines of the map."""
    return [mark.points for mark in drawn.marks if isinstance(mark, Shape) and ("→" in mark.about or "↔" in mark.about)]


def dots(story: Story, drawn: Chart, dot: str) -> list[tuple[Point, ...]]:
    """The lines that dot draws."""
    boxes = {
        mark.about.partition(":")[0]: mark.points for mark in drawn.marks if isinstance(mark, Shape) and mark.about
    }
    lines = ["digraph {", "node [shape=box fixedsize=true]"]
    for name in story.scenes:
        wide, tall = (max(side) - min(side) for side in zip(*boxes[name], strict=True))
        lines.append(f'"{name}" [width={wide / 72:.2f} height={tall / 72:.2f}]')
    lines += [f'"{one}" -> "{other}"' for one, other in roads(story) if one != other]
    told = subprocess.run(
        [dot, "-Tjson"], input="\n".join([*lines, "}"]), capture_output=True, encoding="utf-8", check=True
    )
    return [tuple(sampled(edge["pos"])) for edge in json.loads(told.stdout)["edges"]]


def sampled(said: str) -> Iterator[Point]:
    """Points along the curve that dot gives by its control points."""
    points = [tuple(map(float, part.split(","))) for part in said.split() if part[0] not in "es"]
    for start in range(0, len(points) - 1, 3):
        a, b, c, d = points[start : start + 4]
        for step in range(9):
            t = step / 8
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
            yield x, y


def crossings(lines: Iterable[tuple[Point, ...]]) -> int:
    """How many pairs of lines meet elsewhere than at their ends."""
    return sum(
        any(cross(*one, *other) for one in pairwise(a) for other in pairwise(b)) for a, b in combinations(lines, 2)
    )


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def main(count: int) -> None:
    story = read(SHIPPED).story
    assert story is not None
    dot = shutil.which("dot")
    tales: Mapping[str, Story] = {
        "the shipped story": story,
        **{f"72 scenes, seed {seed}": generated(story, 72, seed) for seed in range(5)},
    }
    for name, tale in tales.items():
        drawn = chart(tale, {})
        theirs = crossings(dots(tale, drawn, dot)) if dot else "not installed"
        print(
            f"{name:24} {len(tale.scenes):4} scenes, {len(roads(tale)):4} lines; crossings: {crossings(ours(drawn))}, dot: {theirs}"
        )
    large, taken = generated(story, count, 1953), []
    for _ in range(5):
        start = time.perf_counter()
        written = svg(chart(large, {}), large.title)
        taken.append(time.perf_counter() - start)
    print(f"{count} scenes: {statistics.median(taken):.2f} s, {len(written) // 1000} kB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
