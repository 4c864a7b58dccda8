"""The pages on problems: one a code, in problems/. Each is documentation, what `explain` prints, a test, and a source.

A page holds a bad file, exactly what is printed about it, why it matters, and the repair; and at its end, unseen by
those who read it, the sentences that the program says, with the names of what it fills in.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from game.lang.nearest import nearest

PAGES = Path(__file__).with_name("problems")
SAID = "<!-- said\n"
SENTENCE = re.compile(r"^([a-z -]*): (.*)(?:\n  Write: ((?:.|\n  )*))?$", re.MULTILINE)


@cache
def sentences(code: str) -> dict[str, tuple[str, str]]:
    """What is said of a problem, by case, and what to write where nothing nearer is known."""
    _, _, said = (PAGES / f"{code}.md").read_text(encoding="utf-8").partition(SAID)
    return {case: (words, write.replace("\n  ", "\n")) for case, words, write in SENTENCE.findall(said)}


def worded(told: str, values: Mapping[str, object]) -> tuple[str, str, str]:
    """The code, the sentence and what to write, of a problem that is told as its code, or as "code: case"."""
    code, _, case = told.partition(": ")
    words, write = sentences(code)[case]
    return code, words.format_map(values), write.format_map(values)


def codes() -> tuple[str, ...]:
    """Every problem that can be met, by name."""
    return tuple(sorted(path.stem for path in PAGES.glob("*.md")))


def page(code: str) -> str | None:
    """The page on a problem, for a terminal: files and printed lines set in by four columns."""
    if code not in codes():
        return None
    lines, within = [], False
    text, _, _ = (PAGES / f"{code}.md").read_text(encoding="utf-8").partition(SAID)
    for line in text.splitlines():
        if line.startswith("```"):
            within = not within
            lines += [f"{line.split()[1]}:"] if " " in line else []
        else:
            lines.append(f"    {line}".rstrip() if within else line)
    return "\n".join(lines)


def contents() -> str:
    """Every code with the first sentence of its page."""
    widest = max(map(len, codes()))
    return "\n".join(f"{code:{widest}}  {str(page(code)).splitlines()[2]}" for code in codes())


def unknown(code: str) -> str:
    """What to say of a code that has no page."""
    near = nearest(code, codes())
    return f'There is no problem called "{code}".' + (f' The nearest is "{near}".' if near else "")
