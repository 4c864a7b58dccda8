"""What is wrong with a story, as plain values: made by lang, shown by every face. Knows no YAML and no screen."""

from dataclasses import dataclass
from typing import Literal

LONGEST = 70  # signs of an author's line that are shown
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is the first place after."""

    file: str  # relative to the story's folder, with /
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Edit:
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: what to write, and the edits that do it; safe where they cannot change what the author meant."""

    say: str
    safe: bool = False
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. `code` is the name of its page in the catalogue; `line` the author's own line at `place`."""

    code: str
    severity: Severity
    place: Place
    message: str
    line: str = ""
    fix: Fix | None = None
    also: tuple[Place, ...] = ()
    witness: tuple[str, ...] | None = None


def shown(problem: Problem, command: str, story: str = "") -> str:
    """The problem as text: where, the author's own line underlined, what is wrong, what to write.

    `command` is how the reader starts the program ("python main.py"): the last line repeats it. `story` is what to add
    to a command that is to play this story (" --story my-story").
    """
    at = problem.place
    line, under = underlined(problem)
    body = [f"   {line}" for line in problem.message.splitlines()]
    for other in problem.also:
        body.append(f"   See also {other.file}:{other.line}:{other.column}.")
    if problem.witness is not None:
        body.append(f"   Seen by:  {command} tell{story} --choices {','.join(problem.witness)}" if problem.witness else
                    "   Seen at the very beginning.")  # fmt: skip
    more = f"more: {command} explain {problem.code}"
    if problem.fix and "\n" not in problem.fix.say and len(problem.fix.say) < 39:
        body.append(f"   Write:  {problem.fix.say:<39}{more}")
    elif problem.fix:
        body += ["   Write:", *(f"      {line}" for line in problem.fix.say.splitlines()), f"   {more}"]
    else:
        body.append(f"   {more}")
    head = f"{at.file}:{at.line}:{at.column}  {problem.code}"
    if problem.severity != "error":
        head += f" ({problem.severity})"
    return "\n".join([head, "", f"{at.line:5} | {line}", f"      | {under}", *body])


def underlined(problem: Problem) -> tuple[str, str]:
    """The author's line, of a long one as much as stands round the place, and the signs that underline the place."""
    at, line = problem.place, problem.line
    end = at.end_column if at.end_line == at.line else len(line) + 1
    begin = at.column - 1
    if len(line) > LONGEST:
        cut = max(0, min(begin - LONGEST // 3, len(line) - LONGEST))
        line = ("…" if cut else "") + line[cut + bool(cut) : cut + LONGEST] + ("…" if cut + LONGEST < len(line) else "")
        begin, end = begin - cut, min(end - cut, LONGEST + 1)
    under = "".join("\t" if letter == "\t" else " " for letter in line[:begin])
    return line, under + "^" * max(1, end - 1 - begin)
