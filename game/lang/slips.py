"""Why a file does not load: its one cause, at the line where it is. Knows how lines are laid out, and no story.

The parser says where it gave up. There the lines are looked at for whatever explains it, and above there for what is
opened and not closed; what can be mended is proved: with it mended, the file loads, or fails only further down.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from textwrap import dedent
from typing import Any

from game.core.problem import Edit, Fix, Place, Problem
from game.lang.shape import BEGIN, HEADING, KEYS, NAMES
from game.lang.sheet import barred
from game.lang.source import Broken, File, lead, nodes

PROVABLE = 200_000  # letters; in larger files nothing is proved
SLIPS, TRIES = 20, 12  # looked at, and mended for proof, at most

_MARGIN = re.compile("[\\s\u200b\u2060]*(?:-[\\s\u200b\u2060]+)*")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'|>\[\]{}#&*!%@`,](?:(?! #).)*?) *:(?: +|$)""")
_HEADER = re.compile(r"[|>][+-]?(\d?)[+-]?(?: +#.*|\s*)$")
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_NAME = re.compile(r"[*&!][\w!:./-]*(\s*$|\s+[|>{\[\"'#]|\s+\S+$)")  # not how prose begins
Slip = tuple[Problem, tuple[Fix, ...]]  # what may be the cause, with the repairs to try
_PROSE = frozenset(key.name for key in KEYS if key.holds.split()[0] in ("prose", "words")) | {""}
_SIGNS = (
    ("missing-key: then", r":(?= \{)", "then:"),
    ("missing-space: dash", r"-(?=[\w\"'|\[{])", "- "),
    ("long-dash", f"(?:[\u2010-\u2015\u2212\u2022\u00b7]|--(?=\\s)|[a-z](?= (?:[|]$|if .*:|(?:{'|'.join((*HEADING, *BEGIN, 'then', 'to', 'take'))}):))) ?", "- "),
)  # fmt: skip


# -- lines taken apart -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A line: the columns of its dashes and its key, where its words begin, and where its value does; all from 0."""

    number: int
    text: str
    marks: tuple[tuple[int, str], ...]
    key: str
    at: int
    value: int

    @property
    def words(self) -> str:
        return self.text[self.value :].rstrip()

    @property
    def depth(self) -> int:
        return lead(self.text)

    @property
    def kind(self) -> str:
        """Does it have a dash, or a key of the language; if neither, it may be prose."""
        return self.marks[0][1] if self.marks and (self.marks[0][1] == "-" or _known(self.key)) else ""

    @property
    def spoken(self) -> bool:
        """An item whose first words have a colon after them: no key, but prose."""
        return bool(self.kind and self.key) and not _known(self.key)


def _known(word: str) -> bool:
    return word in NAMES or word.startswith("if ") or word in ("if", "otherwise")


def _row(text: str, number: int) -> Row:
    dashes = re.match(r" *(?:- +)*(?:-$)?", text)
    at = dashes.end() if dashes else 0
    key = _KEY.match(text, at)
    marks = [(column, "-") for column in range(at) if text[column] == "-"] + ([(at, "key")] if key else [])
    return Row(number, text, tuple(marks), key[1] if key else "", at, key.end() if key else at)


def _short(text: str) -> str:
    return text if len(text) < 300 else f"{text[:300]} ..."


@dataclass(slots=True)
class Scan:
    """A file gone through from the top, as far as the line after the one where the parser gave up."""

    file: File
    stop: int
    levels: list[tuple[int, str]] = field(default_factory=list)  # the dashes and keys under which the next line stands
    firsts: dict[tuple[int, str], Row] = field(default_factory=dict)  # the first line of each of them,
    ended: dict[tuple[int, str], Row] = field(default_factory=dict)  # and what ended those before
    above: Row | None = None  # the last line that has a place
    owner: Row | None = None  # what it is the value of, where that stands on the line above it
    waits: bool = True  # for what belongs to the last key or dash
    flat: bool = False  # the words of the line above may go on below
    prose: range = range(0)  # the lines of the last prose under |
    deep: int = 0  # and how deep it stands
    spaced: bool = False  # odd spaces are told; once is enough, for all are mended together

    @property
    def base(self) -> int:
        return self.levels[-1][0] if self.levels else -1

    def slip(self, told: str, row: Row, column: int, length: int, *fixes: Fix, **values: Any) -> Slip:
        return self.file.problem(told, self.file.stretch(row.number, column, column + max(length, 1)), **values), fixes

    def write(self, row: Row, column: int, length: int, text: str, safe: bool = False) -> Fix:
        return replace(self.file.instead(self.file.stretch(row.number, column, column + length), text), safe=safe)

    def indent(self, number: int, depth: int) -> Edit:
        return Edit(self.file.stretch(number, 0, lead(self.file.line(number))), " " * max(depth, 0))

    def below(self, number: int, base: int) -> Iterator[Row]:
        """The lines after one that stand deeper than a column."""
        lines = self.file.lines
        later = (_row(lines[one], one) for one in range(number + 1, len(lines)) if lines[one].strip(" "))
        return takewhile(lambda row: row.depth > base, later)

    def under(self, row: Row, column: int, skip: int = 0) -> Fix:
        """The repair that puts a value, and the words that go on below it, under |."""
        if self.owner:
            return replace(self.write(self.owner, len(self.owner.text.rstrip()), 0, " |"), safe=True)
        new = barred((row.text[:column] + row.text[column + skip :].lstrip(),), 0, column)
        deep = lead(new[1])
        words = takewhile(lambda one: not one.kind, self.below(row.number, deep - 2))
        first = Edit(self.file.stretch(row.number, 0, len(row.text)), "\n".join(new))
        safe = row.key in _PROSE or (row.spoken and " " in row.key)
        return Fix(_short(dedent(first.text)), safe, (first, *(self.indent(one.number, deep) for one in words)))

    def moved(self, row: Row, depth: int, after: Row | None, safe: bool = False) -> Fix:
        """The repair that moves a line, and all that stands below it, to another depth."""
        below = self.below(row.number, row.depth - 1)
        along = takewhile(lambda one: one.depth > row.depth or one.kind == row.kind, below)
        edits = (self.indent(one.number, one.depth + depth - row.depth) for one in (row, *along))
        line = " " * depth + row.text.lstrip()
        return Fix(_short(dedent(f"{after.text}\n{line}" if after else line)), safe, tuple(edits))


# -- going through the lines -------------------------------------------------------------------------------------------


def _slips(scan: Scan) -> Iterator[Slip]:
    """All slips where the parser gave up, and above there what is opened and not closed, in their order."""
    number = 0
    while number <= scan.stop:
        line = scan.file.line(number)
        if odd := re.search("[^ -]", _margin(line)):
            yield from () if scan.spaced else (_odd_margin(scan, _row(line, number), odd),)
            scan.spaced = True
        elif line.strip(" ") and line[lead(line)] != "#":
            row = _row(line, number)
            yield from _misspelt(scan, row) or _placed(scan, row)
        number = max(number + 1, scan.prose.stop)


def _margin(line: str) -> str:
    found = _MARGIN.match(line)
    return found[0] if found else ""


def _odd_margin(scan: Scan, row: Row, odd: re.Match[str]) -> Slip:
    """Something other than the space of the keyboard before the words; the repair is for the whole file."""
    tab, fixes = odd[0] == "\t", []
    for width in (2, 4, 8) if tab else (1,):
        new = {number: re.sub(r"-\s+", "- ", re.sub("[\u200b\u2060]", "", margin)).replace("\t", " " * width)
               for number, line in enumerate(scan.file.lines) if re.search("[^ -]", margin := _margin(line))}  # fmt: skip
        edits = [Edit(scan.file.stretch(number, 0, len(_margin(scan.file.lines[number]))), re.sub("[^ -]", " ", margin))
                 for number, margin in new.items()]  # fmt: skip
        line = edits[0].text + row.text[len(_margin(row.text)) :]
        fixes.append(Fix(_short(line.strip()), not tab, tuple(edits)))
    return scan.slip("tab" if tab else "odd-spaces: before the words", row, odd.start(), 1, *fixes)


def _misspelt(scan: Scan, row: Row) -> list[Slip]:
    """A dash or a colon with no space after it, a dash of the wrong kind, or a colon whose key is lost."""
    rest = row.text[row.at :]
    for told, sign, text in _SIGNS:
        if (found := re.match(sign, rest)) and not (told == "long-dash" and scan.flat and row.at > scan.base):
            return [scan.slip(told, row, row.at, 1, scan.write(row, row.at, found.end(), text, text == "- "))]
    if not row.key and (key := re.match(r"(if [^:]*|[\w-]+):(?=\S)", rest)) and _known(key[1]):
        spaced = scan.write(row, row.at, key.end(), f"{key[0]} ", True)
        return [scan.slip("missing-space: colon", row, row.at, key.end(), spaced, key=key[1])]
    return []


def _placed(scan: Scan, row: Row) -> Iterator[Slip]:
    """Does a line belong to what stands above it; then, can its value be read."""
    yield from _dashless(scan, row)
    if scan.flat and scan.above and row.depth > scan.base:
        if row.marks:
            yield from _goes_on(scan, scan.above, row)
        if not (row.marks and _known(row.key)):
            return
    elif scan.prose and scan.above and row.depth > scan.base and not row.kind:
        yield _stepped(scan, scan.above, row)
        return
    elif not row.marks and not (scan.waits and row.at > scan.base):
        yield _astray(scan, row)
        return
    elif row.marks and not _fits(scan, *row.marks[0]):
        yield from _misplaced(scan, row)
    if row.marks:
        kept = [one for one in scan.levels if one[0] < row.depth or (one[0] == row.depth and row.marks[0][1] == "-")]
        scan.ended |= {one: row for one in scan.levels if one not in kept}
        scan.firsts |= {one: row for one in row.marks if one not in kept}
        scan.levels = kept + [one for one in row.marks if one not in kept]
    scan.owner, scan.above = None if row.marks else scan.above, row
    scan.waits, scan.flat, scan.prose, scan.deep = False, False, range(0), scan.base + 2
    yield from _value(scan, row)


def _fits(scan: Scan, column: int, kind: str) -> bool:
    """May a dash or a key stand here. A list may stand as deep as its key."""
    if not scan.levels or (scan.waits and column > scan.base):
        return True
    return (column, kind) in scan.levels or (scan.waits and kind == "-" and scan.base == column)


def _misplaced(scan: Scan, row: Row) -> Iterator[Slip]:
    """A dash or key that fits no level above; or it does not, since a line above it left the column of those around it."""
    column, kind = row.marks[0]
    culprit = scan.ended.get((column, kind))
    tries = sorted(((one, at) for (at, of), one in scan.ended.items() if one is culprit and one.marks[0][1] == of),
                   key=lambda one: one[1] != column)  # fmt: skip
    if any((column, kind) in one.marks for one in scan.below(row.number, scan.levels[0][0])):
        tries += [(scan.firsts[one], column) for one in scan.levels if one[1] == kind and one[0] != column]
    for one, to in tries:
        depth = to + one.depth - next((at for at, of in one.marks if of == kind), one.depth)
        length = len(one.text.strip())
        fix = Fix(_short(" " * depth + one.text.lstrip()), edits=(scan.indent(one.number, depth),))
        yield scan.slip("wrong-depth: unlike others", one, one.depth, length, fix, at=one.depth + 1, others=depth + 1)
    levels = {level for level, one in scan.levels if one == kind} | ({scan.base + 2} if scan.waits else set())
    near = sorted(levels, key=lambda level: (abs(level - column), -level))[:3]
    moves = (scan.moved(row, level, None if scan.prose else scan.above) for level in near)
    yield scan.slip("wrong-depth: fits nothing" if near else "wrong-depth: no level", row, column, len(row.text.strip()), *moves,
                    at=column + 1, columns=" or ".join(str(level + 1) for level in sorted(near[:2])))  # fmt: skip


def _dashless(scan: Scan, row: Row) -> Iterator[Slip]:
    """A line that begins an item of a list and has no dash."""
    listed = scan.waits and scan.above and any(key.name == scan.above.key and "list of" in key.holds for key in KEYS)
    if (listed and row.kind != "-") or (row.text.strip() == "|" and not scan.waits):
        below = (one.depth for one in scan.below(row.number, scan.base) if one.kind == "-" and listed)
        depth = next(below, scan.base + 2 if listed else max((at for at, of in scan.levels if of == "-"), default=0))
        dash = replace(scan.indent(row.number, depth), text=f"{' ' * depth}- ")
        fix = Fix(_short(f"- {row.text.lstrip()}"), edits=(dash,))
        yield scan.slip("missing-dash", row, row.depth, len(row.text.strip()), fix)


def _goes_on(scan: Scan, above: Row, row: Row) -> Iterator[Slip]:
    """A line with a dash or key beneath words that have no sign before them, and so are taken to go on."""
    if row.kind:
        if not above.key or above.spoken:
            yield _colonless(scan, above, row)
        if above.marks:
            yield from _misplaced(scan, row)
    else:
        below = next(scan.below(row.number, row.depth), None)
        if below and below.kind == "key" and not row.words:
            word = "joins" if "/" in row.key else "scenes"
            above_it = scan.write(row, 0, 0, f"{word}:\n")
            yield scan.slip("missing-key: left margin", row, row.at, len(row.key), above_it, name=row.key, word=word)
        yield _spoken(scan, above, row, row.at + len(row.key))


def _astray(scan: Scan, row: Row) -> Slip:
    """Words where a dash or a key is awaited."""
    first, above = row.words.partition(" ")[0], scan.above
    below = next(scan.below(row.number, row.depth), None)
    if _known(first) or (below and first == row.words) or not above:
        return _colonless(scan, row, below)
    if above.spoken and scan.flat:
        return _spoken(scan, above, above, above.at + len(above.key))
    deeper = scan.moved(row, scan.deep, None if scan.prose else above)
    return scan.slip("shallow-prose: words", row, row.at, len(row.words), deeper)


def _colonless(scan: Scan, row: Row, below: Row | None) -> Slip:
    """A key without its colon; or no key, where lines below need one."""
    first, _, rest = row.words.partition(" ")
    if _known(first) or (below and not rest):
        end = len(row.words.removesuffix(" |")) if first == "if" else len(first)
        colon = scan.write(row, row.value + end, 0, ":")
        return scan.slip("missing-colon: after a key", row, row.value, end, colon, key=_short(row.words[:end]))
    told, below_it = ("missing-colon: key below", below.key) if below and below.key else ("missing-colon: key too", "")
    choice = [scan.write(row, row.value, 0, "choice: ")] if below else []
    return scan.slip(told, row, row.value, len(row.words), *choice, key=below_it)


def _spoken(scan: Scan, start: Row, row: Row, column: int) -> Slip:
    """A colon within words; `start` is the line they begin on."""
    said = _short(row.text[row.value if column > row.value else row.at : column])
    under = scan.under(start, start.at if start.spoken else start.value)
    told = "colon-in-line: no bar" if scan.owner else "colon-in-line"
    owner, line = (scan.owner.text.strip(), scan.owner.number + 1) if scan.owner else ("", 0)
    return scan.slip(told, row, column, 1, under, said=said, owner=owner, line=line)


# -- values ------------------------------------------------------------------------------------------------------------


def _value(scan: Scan, row: Row) -> Iterator[Slip]:
    """What follows a key or a dash: nothing yet, prose under |, signs that are no words, or words."""
    words, sign = row.words, row.words[:1]
    if sign in ("", "#"):
        scan.waits = True
    elif header := _HEADER.match(words):
        yield from _block(scan, row, int(header[1] or 0))
    elif sign == "|":
        skip = len(words) - len(words.lstrip("|>+- "))
        yield scan.slip("words-after-bar", row, row.value + skip, len(words) - skip, scan.under(row, row.value, skip))
    elif sign in "\"'":
        yield from _quoted(scan, row, sign)
    elif sign in "[{":
        yield from _bracketed(scan, row)
    elif sign in ">%@`,]}" or (sign in "*&!" and not _NAME.match(words)):
        yield _signed(scan, row, "sign-at-start")
    else:
        scan.flat = True
        if colon := re.search(r":(?=\s|$)", re.split(r"\s#", words)[0]):
            yield _spoken(scan, row, row, row.at + len(row.key) if row.spoken else row.value + colon.start())


def _signed(scan: Scan, row: Row, told: str, *fixes: Fix) -> Slip:
    """A value that begins with a sign; where its key is none, the colon is the cause."""
    if row.spoken:
        return _spoken(scan, row, row, row.at + len(row.key))
    return scan.slip(told, row, row.value, 1, *fixes, scan.under(row, row.value), sign=row.words[:1])


def _quoted(scan: Scan, row: Row, sign: str) -> Iterator[Slip]:
    closed = _CLOSED[sign].match(row.words)
    rest = row.words[closed.end() :].strip() if closed else ""
    if not closed:
        yield _signed(scan, row, "quote-at-start: open")
    elif rest and rest[0] != "#":
        yield _signed(scan, row, "quote-at-start: words follow")
    elif sign == '"' and re.search(r'\\[^0abtnvfre "/\\N_LPxuU]', closed[0]):
        yield _signed(scan, row, "quote-at-start: backslash")


def _bracketed(scan: Scan, row: Row) -> Iterator[Slip]:
    end, missing = _balance(row.words)
    rest = row.words[end:].strip()
    if not missing and (not rest or rest[0] == "#"):
        return
    if row.key in _PROSE or rest.strip("]} "):
        yield _signed(scan, row, "bracket-at-start: words")
    else:
        close = scan.write(row, row.value + end, len(row.words) - end, missing)
        yield _signed(scan, row, "bracket-at-start: open", close)


def _balance(words: str) -> tuple[int, str]:
    """Where the brackets that a text begins with are closed, and what is missing to close them."""
    missing = ""
    for found in re.finditer(r"[\[\]{}]", words[:10_000]):
        if found[0] in "[{":
            missing = "]}"[found[0] == "{"] + missing
        elif not (missing := missing[1:]):
            return found.end(), ""
    return len(words), missing


# -- prose under | -----------------------------------------------------------------------------------------------------


def _block(scan: Scan, row: Row, digit: int) -> Iterator[Slip]:
    """Prose under |: how deep its first line stands decides where it ends."""
    lines, total = scan.file.lines, len(scan.file.lines)
    first = next((one for one in range(row.number + 1, total) if lines[one].strip(" ")), total)
    depth = scan.base + digit if digit else lead(scan.file.line(first))
    if depth <= scan.base:
        return
    for number in range(row.number + 1, first):
        if len(lines[number]) > depth:
            emptied = Fix("(an empty line)", True, (scan.indent(number, 0),))
            yield scan.slip("first-line-indent: empty", _row(lines[number], number), 0, len(lines[number]), emptied)
    end = next((one for one in range(first, total) if lines[one].strip(" ") and lead(lines[one]) < depth), total)
    scan.prose, scan.deep = range(first, end), depth


def _stepped(scan: Scan, above: Row, row: Row) -> Slip:
    """A line that belongs to the prose above it and stands less deep."""
    cut, first = scan.prose.stop, _row(scan.file.line(scan.prose.start), scan.prose.start)
    if cut < row.number:
        note = _row(scan.file.line(cut), cut)
        line = f"{' ' * above.depth}{note.words}\n"
        gone = Edit(Place(scan.file.name, cut + 1, 1, cut + 2, 1), "")
        fix = Fix(_short(dedent(line + above.text)), True, (Edit(scan.file.stretch(above.number, 0, 0), line), gone))
        return scan.slip("note-in-prose: cuts", note, note.at, len(note.words), fix)
    if scan.deep != scan.base + 2 and not any(scan.below(first.number, scan.deep - 1)):
        return scan.slip("first-line-indent: book", first, 0, scan.deep, scan.moved(first, row.depth, above, True))
    return scan.slip("shallow-prose: a line", row, row.at, len(row.words), scan.moved(row, scan.deep, None))


# -- the cause ---------------------------------------------------------------------------------------------------------


def cause(name: str, text: str, broken: Broken) -> Problem:
    """The one cause of a file that does not load."""
    file = File(name, tuple(text.split("\n")), None)
    at = min(broken.line, len(file.lines) - 1)
    scan, row = Scan(file, at + 1), _row(file.line(at), at)
    slips = list(islice(_slips(scan), SLIPS)) if broken.why == "unreadable" else []
    if len(text) <= PROVABLE:
        tries = [(problem, fix) for problem, fixes in slips for fix in fixes][:TRIES]
        if proved := next((one for one in tries if _explains(file, broken, *one)), None):
            return replace(proved[0], fix=proved[1])
    problem, fixes = next((one for one in slips if one[0].place.line >= at), _last(scan, row, broken))
    return replace(problem, fix=replace(fixes[0], safe=False)) if fixes else problem


def _last(scan: Scan, row: Row, broken: Broken) -> Slip:
    """What is told where the parser stopped: what the language leaves out, or that nothing is known."""
    column = min(broken.column, len(row.text))
    if broken.why == "deep":
        return scan.slip("too-deep", row, column, 1)
    if broken.why == "unreadable":
        return scan.slip("unreadable", row, column, 1)
    if broken.why != "documents" and column == row.value and not _NAME.match(row.words):
        return _signed(scan, row, "sign-at-start")
    return scan.slip(f"left-out: {broken.why}", row, column, len(row.text.rstrip()) - column)


def _explains(file: File, broken: Broken, problem: Problem, fix: Fix) -> bool:
    """With a repair made, the file loads, or fails further down. What was open may have hidden a mistake before that."""
    lines, more = list(file.lines), 0
    for edit in sorted(fix.edits, key=lambda one: (one.place.line, one.place.column), reverse=True):
        at = edit.place
        new = lines[at.line - 1][: at.column - 1] + edit.text + lines[at.end_line - 1][at.end_column - 1 :]
        lines[at.line - 1 : at.end_line] = [new]
        more += edit.text.count("\n") + at.line - at.end_line
    after = nodes("\n".join(lines))
    if not isinstance(after, Broken) or after.line - more > broken.line:
        return True
    return (
        problem.code in ("quote-at-start", "bracket-at-start") and problem.place.line <= after.line - more < broken.line
    )
