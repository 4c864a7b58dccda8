"""The long pages on problems: one a code, in problems/. Each is documentation, what `explain` prints, and a test.

A page holds a bad file, exactly what is printed about it, why it matters, and the repair.
"""

from pathlib import Path

from game.lang.nearest import nearest

PAGES = Path(__file__).with_name("problems")


def codes() -> tuple[str, ...]:
    """Every problem that can be met, by name."""
    return tuple(sorted(path.stem for path in PAGES.glob("*.md")))


def page(code: str) -> str | None:
    """The page on a problem, for a terminal: files and printed lines set in by four columns."""
    if code not in codes():
        return None
    lines, within = [], False
    for line in (PAGES / f"{code}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            within = not within
            lines += [f"{line.split()[1]}:"] if " " in line else []
        else:
            lines.append(f"    {line}".rstrip() if within else line)
    return "\n".join(lines)


def contents() -> str:
    """Every code with the first sentence of its page."""
    widest = max(map(len, codes()))
    return "\n".join(f"{code:{widest}}  {_first(code)}" for code in codes())


def _first(code: str) -> str:
    return (PAGES / f"{code}.md").read_text(encoding="utf-8").splitlines()[2]


def unknown(code: str) -> str:
    """What to say of a code that has no page."""
    near = nearest(code, codes())
    return f'There is no problem called "{code}".' + (f' The nearest is "{near}".' if near else "")
