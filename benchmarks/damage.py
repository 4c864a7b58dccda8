"""Damages the shipped story in its structure, one place at a time, and counts how often that is seen and mended.

python -m benchmarks.damage [TIMES] [SEED]   (2000 and 1953 unless told)

A damage is well met if the story still means the same, or a problem within one line of it comes with a repair. Goal: 97
in 100. What is not is listed: told without a repair, told elsewhere, or not told at all (where another value is as good as
the one that stood there, nobody could tell).
"""

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from game.core.problem import Place, Problem
from game.lang.read import Reading, read

SHIPPED = Path(__file__).resolve().parent.parent / "story" / "collective-leadership"
PARTS = {
    "key": re.compile(r"^ *(?:- )?([a-z][\w-]*)(?=:(?: |$))", re.M),
    "colon": re.compile(r"^ *(?:- )?[a-z][\w-]*(:)(?= |$)", re.M),
    "dash": re.compile(r"^ *(-) (?=\S)", re.M),
    "name": re.compile(
        r"^ *(?:- )?(?:(?:to|called|speaker|picture|role|start): |(?:if:? |.* )(?:seen|chose) )([\w/-]+)", re.M
    ),
    "number": re.compile(r"(?:: [+-]|\b(?:at least|at most|scale: \d+ to|start:|date:|is) )(\d+)"),
    "mark": re.compile(r"(\{[a-zR][\w, -]*\}|\[\[[\w-]+(?=[|\]]))"),
    "sign": re.compile(r"(?<=: )([+-])(?=\d)"),
    "brace": re.compile(r"(?<=: )(\{)|(\})$", re.M),
    "bar": re.compile(r"(?<=: )(\|)$", re.M),
    "indent": re.compile(r"^( +)(?=\S)", re.M),
    "condition": re.compile(r"^ *(?:- )?if:? ((?:not )?(?:seen|chose|\w+ (?:is|at)) [^:\n]*)", re.M),
}


def meaning(value: object) -> object:
    """What a story says, apart from where it says it."""
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        return type(value).__name__, *(meaning(getattr(value, one.name)) for one in fields(value) if one.compare)
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), meaning(held)) for key, held in value.items()))
    return tuple(map(meaning, value)) if isinstance(value, tuple | list) else value


def misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(max(1, len(word) - 1))
    return chance.choice((word[:at] + word[at + 1 :], word[:at] + word[at : at + 1] + word[at:],
                          word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
                          word[:at] + chance.choice("aeiostn") + word[at + 1 :]))  # fmt: skip


@cache
def prose(text: str) -> frozenset[int]:
    """Where words stand that are read, first columns aside: under a |. A damage there is another text, and no slip."""
    found, inside = set[int](), -1
    for line in re.finditer(r"^( *)(.*)$", text, re.M):
        if inside >= 0 and line[2] and len(line[1]) <= inside:
            inside = -1
        if inside >= 0:
            found.update(range(line.start(2), line.end()))
        elif line[2].endswith("|"):
            inside = len(line[1])
    return frozenset(found)


def damaged(text: str, chance: random.Random) -> tuple[str, int, str]:
    """The text with one part of its structure dropped, doubled, swapped or misspelt; its line, and what was done."""
    while True:
        kind, how = chance.choice(sorted(PARTS)), chance.choice(("dropped", "doubled", "swapped", "misspelt"))
        found = list(PARTS[kind].finditer(text))
        if not found:
            continue
        match = chance.choice(found)
        group = match.lastindex or 1
        start, end = match.span(group)
        if kind != "mark" and start in prose(text):
            continue
        word = match[group]
        if how == "dropped":
            new = word[2:] if kind == "indent" else ""
        elif how == "doubled":
            new = word + ("  " if kind == "indent" else word)
        elif how == "swapped":
            other = chance.choice(found)
            new = other[other.lastindex or 1]
        else:
            new = f"{word} " if kind == "indent" else misspelt(word, chance)
        if new != word:
            line = text.count("\n", 0, start) + 1
            return text[:start] + new + text[end:], line, f"{kind} {how}: {word!r} -> {new!r}"


def lines(problem: Problem) -> Iterator[tuple[str, int]]:
    """Every line that a problem names, in its message too: the nearest name may be the one that was damaged."""
    yield from ((place.file, place.line) for place in (problem.place, *problem.also))
    for named in re.finditer(r"\((?:([\w./-]+), )?line (\d+)\)", problem.message):
        yield named[1] or problem.place.file, int(named[2])


def met(found: Reading, file: str, line: int, whole: object) -> str:
    """How a damage was met."""
    if found.story is not None and meaning(found.story) == whole:
        return "same"
    near = [one for one in found.problems if any(at == file and abs(named - line) <= 1 for at, named in lines(one))]
    if any(one.fix for one in near):
        return "mended"
    if near:
        return f"without a repair ({near[0].code})"
    return f"elsewhere ({found.problems[0].code})" if found.problems else "not told"


def main(times: int, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "story"
        shutil.copytree(SHIPPED, copy)
        files = [path for path in sorted(copy.rglob("*.yaml")) if not path.name.endswith(".play.yaml")]
        texts = {path: path.read_text(encoding="utf-8") for path in files}
        whole, count, rest = meaning(read(copy).story), Counter[str](), list[str]()
        for _ in range(times):
            path = chance.choices(files, [len(texts[one]) for one in files])[0]
            text, line, what = damaged(texts[path], chance)
            path.write_text(text, encoding="utf-8")
            how = met(read(copy), path.relative_to(copy).as_posix(), line, whole)
            path.write_text(texts[path], encoding="utf-8")
            count[how] += 1
            if how not in ("same", "mended"):
                rest.append(f"{how:36}{path.name}:{line}  {what}")
    print("\n".join(sorted(rest)))
    print(f"{100 * (count['same'] + count['mended']) / times:.1f} % of {times} damages well met (goal 97), seed {seed}")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [2000, 1953][len(given) :]))
