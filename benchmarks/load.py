"""How long a story takes to load, beside the parser alone on the same files in the same run.

python -m benchmarks.load [SCENES ...]   (1000 and 10000 unless told)

Goals: reading a folder takes at most 1.25 times what yaml.load takes with the collector off, and ten times the scenes
at most 12 times as long. Each number is the median of pairs taken in turn, so that a slow moment hits both.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from game.lang.read import read
from game.lang.source import nodes, text_of

SHIPPED = Path(__file__).resolve().parent.parent / "story" / "collective-leadership"
CHAPTER = 100  # scenes in a file
PROSE = (
    "Malenkov has not touched his tea. His hand lies at the edge of the table, where the button is, and he is looking "
    "at you: at nobody else. Behind the second door someone heavy shifts his weight, and the clock over the map goes "
    "on as if it were any Friday. You count the chairs again, and then the men in them, and then those who are not."
)
STORY = """\
format: 1
title: A large story
language: en
meters:
  army: {name: The army, scale: 0 to 10, start: 4}
  calm: {name: Calm, scale: 0 to 10, start: 4}
facts:
  beria: [at-large, arrested]
roles:
  zhukov: {approach: historical agent, about: A marshal., goal: To stay one., start: c0000/s0}
people:
  zhukov: {name: Georgy Zhukov, about: A marshal.}
sources:
  knight: Amy Knight, Beria (Princeton, 1993).
"""
SCENE = """\
  s{number}:
    script:
      - |
        {prose} {{knight}}
      - choice: Let the silence run.
        then: {{army: +1}}
        reply: |
          "Who else wishes to speak?" says Beria, as if he were in the chair.
        to: {next}
      - choice: Ask for the floor.
        then: {{army: -1, calm: +1}}
        to: {next}
      - choice: Ring for the guard.
        if: army at least 3 and beria is at-large
        to: {next}
"""
END = """\
  end:
    ending: The end
    script:
      - Nobody moves.
    record: |
      Beria was arrested. {knight}
"""


def written(folder: Path, scenes: int) -> None:
    """A story of so many scenes, a hundred in a file."""
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    for first in range(0, scenes, CHAPTER):
        body = "".join(_scene(number, scenes) for number in range(first, min(first + CHAPTER, scenes)))
        end = END if first + CHAPTER >= scenes else ""
        head = f"chapter: Chapter {first // CHAPTER}\nrole: zhukov\ndate: 26 June 1953\nplace: A room\nscenes:\n"
        (folder / f"c{first // CHAPTER:04}.yaml").write_text(head + body + end, encoding="utf-8")


def _scene(number: int, scenes: int) -> str:
    after = number + 1
    inside = "end" if after == scenes else f"s{after}"
    to = f"c{after // CHAPTER:04}/{inside}" if after % CHAPTER == 0 and after < scenes else inside
    return SCENE.format(number=number, prose=PROSE, next=to)


def taken(deed: Callable[[], object], collector: bool = True) -> float:
    """Seconds that a deed takes, from a clean heap."""
    gc.collect()
    if not collector:
        gc.disable()
    try:
        start = time.perf_counter()
        kept = deed()
        end = time.perf_counter()
        del kept
    finally:
        gc.enable()
    return end - start


def parsed(raw: Sequence[bytes]) -> list[object]:
    return [yaml.load(one.decode(), Loader=yaml.CSafeLoader) for one in raw]


def noded(raw: Sequence[bytes]) -> list[object]:
    texts = [text_of(one, "a.yaml") for one in raw]
    return [nodes(text) for text in texts if isinstance(text, str)]


def measured(folder: Path, rounds: int) -> tuple[float, float, float]:
    """Medians of seconds: the parser with the collector off, nodes with it off, the whole reading as it is."""
    raw = [path.read_bytes() for path in sorted(folder.rglob("*.yaml"))]
    told = read(folder)
    assert told.story is not None, told.problems[:3]
    turns = [
        (taken(lambda: parsed(raw), False), taken(lambda: noded(raw), False), taken(lambda: read(folder)))
        for _ in range(rounds)
    ]
    parser, made, whole = (statistics.median(column) for column in zip(*turns, strict=True))
    return parser, made, whole


def shown(what: str, times: tuple[float, float, float]) -> None:
    parser, made, whole = times
    print(
        f"{what:>14}  parser {parser * 1e3:8.1f} ms   nodes {made * 1e3:8.1f} ms ({made / parser:.2f})   "
        f"read {whole * 1e3:8.1f} ms ({whole / parser:.2f}; goal 1.25)"
    )


def main(sizes: Sequence[int]) -> None:
    shown("shipped", measured(SHIPPED, 15))
    found = {}
    for scenes in sizes:
        with tempfile.TemporaryDirectory() as folder:
            written(Path(folder), scenes)
            found[scenes] = measured(Path(folder), 9 if scenes <= 2000 else 3)
        shown(f"{scenes} scenes", found[scenes])
    if {1000, 10_000} <= found.keys():
        print(f"10000 scenes take {found[10_000][2] / found[1000][2]:.1f} times as long as 1000 (goal 12)")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1000, 10_000])
