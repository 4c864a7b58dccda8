"""What an author writes within a line of prose, turned into runs of shown words. Knows no story: names are only names.

*stress*, [[entry]] and [[entry|words]], {marks}, -- for a dash, straight quotes made curly, `> ` before a document's lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LINK, MARK = r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]", r"(?<!\s)\s*\{([^{}\n]*)\}"
TOKEN = re.compile(rf"{LINK}|{MARK}|\*([^*\n]+)\*")
WITHIN = re.compile(rf"{LINK}|{MARK}")  # also in what is stressed


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. `entry` is the person or term that they open, if any."""

    text: str
    italic: bool = False
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]
    kind: Literal["prose", "document"] = "prose"

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a prose value; a blank line begins the next, each line of a document (`> `) is its own."""
    return tuple(paragraph for block in re.split(r"\n\s*\n", text.strip()) for paragraph in _block(block) if paragraph)


def plain(text: str) -> str:
    """The words alone: paragraphs apart by a blank line, marks removed."""
    return "\n\n".join(paragraph.plain for paragraph in paragraphs(text))


def marks(text: str) -> Iterator[tuple[str, int]]:
    """What stands in braces, each with its offset in `text`: "taubman", "disputed taubman, knight", "R04"."""
    found = WITHIN.finditer(text) if "{" in text else ()  # most texts have none, and looking takes its time
    return ((match[3], match.start(3)) for match in found if match[3] is not None)


def links(text: str) -> Iterator[tuple[str, int]]:
    """The entries that [[…]] names, each with its offset in `text`."""
    found = WITHIN.finditer(text) if "[[" in text else ()
    return ((match[1], match.start(1)) for match in found if match[1] is not None)


def words(text: str) -> int:
    """How many words a reader reads."""
    return len(plain(text).split())


def slug(text: str) -> str:
    """The id of a choice from its words: small letters joined by hyphens, apostrophes dropped."""
    said = plain(text) if re.search(r"[\[{*>]", text) else text  # most labels are bare words
    bare = re.sub("['’]", "", said.lower())
    return "-".join(re.findall(r"[^\W_]+", bare))


def _block(block: str) -> Iterator[Paragraph]:
    lines = block.split("\n")
    if all(line.lstrip().startswith(">") for line in lines):
        yield from (Paragraph(_runs(line.lstrip()[1:].strip()), "document") for line in lines)
    else:
        yield Paragraph(_runs(" ".join(line.strip() for line in lines)))


def _runs(line: str) -> tuple[Run, ...]:
    line = _dressed(line)
    found, end = [], 0
    for match in TOKEN.finditer(line):
        found.append(Run(line[end : match.start()]))
        end = match.end()
        if match[1] is not None:
            found.append(Run(match[2] or match[1].replace("-", " "), entry=match[1]))
        elif match[4] is not None:
            found.extend(Run(run.text, True, run.entry) for run in _runs(match[4]))
    found.append(Run(line[end:]))
    return tuple(run for run in found if run.text)


def _dressed(line: str) -> str:
    """Curly quotes and real dashes. A quote opens at the start, after a space, a bracket, a dash or another quote."""
    if "--" in line:
        line = re.sub(r"\s*--\s*", "—", line)
    if '"' in line:
        line = re.sub(r'(^|[\s(\[—*|])"(?=\S)', r"\1“", line).replace('"', "”")
    if "'" in line:
        line = re.sub(r"(^|[\s(\[—“*|])'(?=\D)", r"\1‘", line).replace("'", "’")
    return line
