"""Why a file does not load: its one cause, at the line where it is. Knows how lines are laid out, and no story.

The parser says where it gave up, which may be far below. So the lines are gone through from the top for whatever can
explain it, and what can be mended is proved: with it mended, the file loads, or fails only further down.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from textwrap import dedent

from game.core.problem import Edit, Fix, Place, Problem
from game.lang.shape import KEYS, NAMES
from game.lang.sheet import barred
from game.lang.source import Broken, File, nodes

LARGEST = 2_000_000  # bytes; a chapter has some fifty thousand
PROVABLE = 200_000  # letters; in larger files the first slip that is sure is told
SLIPS, TRIES = 20, 12  # looked at and mended for proof, at most

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32",
         b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # fmt: skip
_BREAKS = "\x0b\x0c\u2028\u2029"  # how word processors end a line or a page
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_MARGIN = re.compile("[\\s\u200b\u2060]*(?:-[\\s\u200b\u2060]+)*")
_ROW = re.compile(r"( *)((?:- +)*(?:-$)?)(.*)")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'|>\[\]{}#&*!%@`,](?:(?! #).)*?) *:(?: +|$)""")
_HEADER = re.compile(r"[|>][+-]?(\d?)[+-]?(?: +#.*|\s*)$")
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_PROSE = frozenset(key.name for key in KEYS if key.holds.split()[0] in ("prose", "words"))
_UNDER = "Put it under |, where every sign is only itself."
_LEFT_OUT = {
    "anchor": "& before a word tells programs to remember what follows, for use elsewhere. The story language leaves "
    "this out: write it out again wherever it is needed. If it is to be read, put the line under |.",
    "alias": "* before a word stands for something written elsewhere. The story language leaves this out: write it out "
    "again here. If it is to be read, put the line under |.",
    "tag": "! before a word tells programs what kind of value follows. The story language leaves this out: every value "
    "is read as it is typed. Take the word out; if it is to be read, put the line under |.",
    "documents": "A line of three dashes or dots ends one file and begins another within it. The story language leaves "
    "this out: take the line out, or keep what follows it in a file of its own.",
}


# -- from bytes to text ------------------------------------------------------------------------------------------------


def text_of(raw: bytes, name: str) -> str | Problem:
    """The text of a file with \\n after each line, or what keeps it from being read."""
    if len(raw) > LARGEST:
        return Problem("too-large", "error", Place(name, 1, 1, 1, 2), "This file is larger than any chapter: more than "
                       "two million letters. Make several files of it.")  # fmt: skip
    coding = next((coding for bom, coding in _BOMS.items() if raw.startswith(bom)), "utf-8")
    try:
        text = raw.decode(coding)
    except UnicodeDecodeError as fault:
        return _encoded(name, raw[: fault.start].decode(coding, "ignore"), raw.decode(coding, "replace"))
    if coding == "utf-8" and text.count("\0") * 4 > len(text):  # UTF-16 that does not say so
        return _encoded(name, "", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _odd(File(name, tuple(text.split("\n")), None), text) if _ODD.search(text) else text


def _encoded(name: str, before: str, text: str) -> Problem:
    """The file is of another encoding; `before` is what could be read."""
    before, text = (one.replace("\r\n", "\n").replace("\r", "\n") for one in (before, text))
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    file = File(name, tuple(_ODD.sub("\ufffd", text).split("\n")), None)
    return file.problem("wrong-encoding", file.stretch(line, column, column + 1), "From here on the file is not UTF-8, "
                        "so its letters would come out wrong. Open it in the program that wrote it and save it anew: "
                        "in Notepad with Save as, Encoding: UTF-8; in a word processor with Save as, Plain text, "
                        "Unicode (UTF-8).")  # fmt: skip


def _odd(file: File, text: str) -> Problem:
    """Letters that no line can hold. All are mended at once; in the line shown each is a stand-in."""
    found = [(number, match.start(), match[0]) for number, line in enumerate(file.lines) for match in _ODD.finditer(line)]
    number, column, letter = found[0]
    edits = [Edit(file.stretch(row, at, at + 1), _plainly(file.lines[row], at, one)) for row, at, one in found[:5000]]
    what = ("A line ends here in a way that word processors know and other programs do not" if letter in _BREAKS else
            f"A letter stands here that cannot be seen and that no text holds (U+{ord(letter):04X})")  # fmt: skip
    shown = _ODD.sub("\ufffd", file.lines[number])
    return Problem("odd-character", "error", file.stretch(number, column, column + 1), f"{what}. Delete it, and press "
                   "Enter where a new line should begin.", shown, Fix(_ODD.sub(" ", shown).replace("\ufffd", " ").strip(),
                   all(one in _BREAKS + "\ufeff" for _, _, one in found), tuple(edits)))  # fmt: skip


def _plainly(line: str, at: int, letter: str) -> str:
    """What to write for an odd letter: a break where it ends a line of prose, the letter of an old Windows file."""
    if letter not in _BREAKS:
        return bytes([ord(letter)]).decode("cp1252", "ignore") if "\x80" <= letter <= "\x9f" else ""
    if not line[at + 1 :].strip() or not line[:at].strip():
        return ""
    row = _row(line, 0)
    return " " if row.marks else ("\n\n" if letter == "\u2029" else "\n") + " " * row.depth


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
        return self.marks[0][0] if self.marks else self.at

    @property
    def known(self) -> bool:
        """Its key is one of the language, so it is no prose."""
        return self.key in NAMES or self.key.startswith("if ") or self.key == "otherwise"

    @property
    def spoken(self) -> bool:
        """An item whose first words have a colon after them: no key, but prose."""
        return bool(self.key) and not self.known and self.marks[0][1] == "-"


def _row(text: str, number: int) -> Row:
    lead, dashes, rest = _ROW.match(text).groups()  # type: ignore[union-attr]  # matches every line
    at, key = len(lead) + len(dashes), _KEY.match(rest)
    marks = [(len(lead) + column, "-") for column, sign in enumerate(dashes) if sign == "-"]
    if key:
        marks.append((at, "key"))
    return Row(number, text, tuple(marks), key[1] if key else "", at, at + (key.end() if key else 0))


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _blank(line: str) -> bool:
    return not line.strip(" ")



@dataclass(frozen=True, slots=True)
class Slip:
    """What may be the cause, with repairs to try. `sure`: as far as the lines tell, no file with it loads."""

    code: str
    place: Place
    message: str
    fixes: tuple[Fix, ...]
    sure: bool = True


@dataclass(slots=True)
class Scan:
    """A file gone through from the top: the levels open where it stands, and what the last line still waits for."""

    file: File
    levels: list[tuple[int, str]] = field(default_factory=list)
    above: Row | None = None
    waits: bool = True  # for what belongs to the last key or dash
    flat: Row | None = None  # words without a sign before them: they may go on below
    prose: int = 0  # how deep the last prose stood
    next: int = 0

    @property
    def base(self) -> int:
        return self.levels[-1][0] if self.levels else -1

    def slip(self, code: str, row: Row, column: int, length: int, message: str, *fixes: Fix, sure: bool = True) -> Slip:
        return Slip(code, self.file.stretch(row.number, column, column + max(length, 1)), message, fixes, sure)

    def write(self, row: Row, column: int, length: int, text: str, safe: bool = False) -> Fix:
        fix = self.file.instead(self.file.stretch(row.number, column, column + length), text)
        return Fix(fix.say, safe, fix.edits)

    def under(self, row: Row, column: int, skip: int = 0, safe: bool = True) -> Fix:
        """The repair that puts a value, and the words that go on below it, under |."""
        head, words = row.text[:column], row.text[column + skip :].lstrip()
        new = barred((head + words,), 0, column)
        deep, base = _lead(new[1]), _lead(new[1]) - 2
        edits = [Edit(Place(self.file.name, row.number + 1, 1, row.number + 1, len(row.text) + 1), "\n".join(new))]
        for number, line in self.below(row.number, base):
            if _row(line, 0).known or line.lstrip().startswith("- "):
                break
            edits.append(self.lead(number, deep))
        return Fix(_short(dedent("\n".join(new))), safe, tuple(edits))

    def below(self, number: int, base: int) -> Iterator[tuple[int, str]]:
        """The lines after one that stand deeper than a column."""
        for later in range(number + 1, len(self.file.lines)):
            line = self.file.lines[later]
            if not _blank(line):
                if _lead(line) <= base:
                    return
                yield later, line

    def lead(self, number: int, depth: int) -> Edit:
        return Edit(self.file.stretch(number, 0, _lead(self.file.line(number))), " " * depth)

    def moved(self, row: Row, depth: int, safe: bool = False) -> Fix:
        """The repair that moves a line, and all that belongs to it, to another depth."""
        edits = [self.lead(row.number, depth)]
        for number, line in self.below(row.number, row.depth - 1):
            if _lead(line) == row.depth and line[row.depth] == "-" != row.text[row.depth]:
                break
            edits.append(self.lead(number, max(_lead(line) + depth - row.depth, 0)))
        line = " " * depth + row.text.lstrip()
        return Fix(_short(dedent(f"{self.above.text}\n{line}") if self.above else line), safe, tuple(edits))


def _short(text: str) -> str:
    return text if len(text) < 400 else f"{text[:400]} ..."


# -- going through the lines -------------------------------------------------------------------------------------------


def _slips(scan: Scan, last: int) -> Iterator[Slip]:
    """All slips down to a line, in their order."""
    while scan.next <= last:
        number, line = scan.next, scan.file.line(scan.next)
        scan.next += 1
        margin = _MARGIN.match(line)
        if margin and (odd := re.search("[^ -]", margin[0])):
            yield _margin(scan, Row(number, line, (), "", 0, 0), odd)
        elif line.startswith(("---", "...")) and number and scan.above:
            yield scan.slip("left-out", _row(line, number), 0, len(line), _LEFT_OUT["documents"])
        elif not _blank(line) and line[_lead(line)] != "#":
            row = _row(line, number)
            yield from _misspelt(scan, row) or _stands(scan, row)
            scan.above = row


def _margin(scan: Scan, row: Row, odd: re.Match[str]) -> Slip:
    """Something other than the space of the keyboard before the words; the repair is for the whole file."""
    tab = odd[0] == "\t"
    fixes = []
    for width in (2, 4, 8) if tab else (1,):
        edits = []
        for number, line in enumerate(scan.file.lines):
            margin = _MARGIN.match(line)
            if margin and re.search("[^ -]", margin[0]):
                new = re.sub(r"-\s+", "- ", margin[0].replace("\u200b", "").replace("\u2060", "")).replace("\t", " " * width)
                edits.append(Edit(scan.file.stretch(number, 0, margin.end()), re.sub(r"[^ -]", " ", new)))
        fixes.append(Fix(f"{' ' * width}(in place of each)" , not tab, tuple(edits)))
    if tab:
        return scan.slip("tab", row, odd.start(), 1, "A tab stands here before the words, and programs disagree on how "
                         "far it goes. Depth is made with spaces, two for each level.", *fixes)  # fmt: skip
    return scan.slip("odd-spaces", row, odd.start(), 1, "A space of another kind stands here, as word processors and web "
                     "pages have them. Depth is made with the space of the keyboard.", *fixes)  # fmt: skip


def _misspelt(scan: Scan, row: Row) -> list[Slip]:
    """A dash or a colon with no space after it, or a dash of the wrong kind."""
    rest = row.text[row.at :]
    if re.match(r"-[\w\"'|\[{]", rest):
        return [scan.slip("missing-space", row, row.at, 1, "Between a dash and what follows it stands a space.",
                          scan.write(row, row.at, 1, "- ", True))]  # fmt: skip
    if re.match("[\u2010-\u2015\u2212\u2022\u00b7] ?", rest) and not scan.flat:
        return [scan.slip("long-dash", row, row.at, 1, "An item begins with -, the short dash of the keyboard, and a "
                          "space.", scan.write(row, row.at, 1 + (rest[1:2] == " "), "- ", True), sure=False)]  # fmt: skip
    if not row.key and (found := re.match(r"([\w-]+):(?=\S)", rest)) and found[1] in NAMES:
        return [scan.slip("missing-space", row, row.at, found.end(), f'Between "{found[0]}" and what it holds stands a '
                          "space.", scan.write(row, row.at, found.end(), f"{found[0]} ", True), sure=False)]  # fmt: skip
    return []


def _stands(scan: Scan, row: Row) -> Iterator[Slip]:
    """Does the line fit a level above it; then, is its value one."""
    if scan.flat and row.depth > scan.base:
        if row.marks:
            yield from _goes_on(scan, scan.flat, row)
        if not row.known:
            return
    elif not row.marks and not (scan.waits and row.at > scan.base):
        yield from _astray(scan, row)
        return
    elif row.marks and not _fits(scan, *row.marks[0]):
        yield _misplaced(scan, row)
    if row.marks:
        scan.levels = [one for one in scan.levels if one[0] < row.depth or one in row.marks[:1] or
                       (one == (row.depth, "key") and row.marks[0][1] == "-")]  # fmt: skip
        scan.levels += [one for one in row.marks if one not in scan.levels]
    scan.waits, scan.flat, scan.prose = False, None, scan.base + 2
    yield from _value(scan, row)


def _fits(scan: Scan, column: int, kind: str) -> bool:
    """May a dash or a key stand here. A list may stand as deep as its key."""
    if not scan.levels or (scan.waits and column > scan.base):
        return True
    here = [level for level in scan.levels if level[0] == column]
    if kind == "-" and here == [(column, "key")]:
        return scan.waits and scan.base == column
    return (column, kind) in here


def _misplaced(scan: Scan, row: Row) -> Slip:
    """A dash or key that fits no level above."""
    column, kind = row.marks[0]
    levels = {level for level, one in scan.levels if one == kind} | ({scan.base + 2} if scan.waits else set())
    near = sorted(levels, key=lambda level: (abs(level - column), -level))[:3]
    what = " or ".join(str(level + 1) for level in sorted(near[:2]))
    message = f"This line begins at column {column + 1}, which fits nothing above it."
    return scan.slip("wrong-depth", row, column, len(row.text.strip()), message + (f" Begin it at column {what}." if what
                     else ""), *(scan.moved(row, level) for level in near))  # fmt: skip


def _goes_on(scan: Scan, flat: Row, row: Row) -> Iterator[Slip]:
    """A line with a dash or key beneath words that have no sign before them, and so are taken to go on."""
    if row.known or row.marks[0][1] == "-":
        if not flat.key or flat.spoken:
            yield _colonless(scan, flat, row)
        if flat.marks:
            yield _misplaced(scan, row)
    else:
        yield _spoken(scan, flat, row, row.at + len(row.key))


def _colonless(scan: Scan, row: Row, below: Row | None = None) -> Slip:
    """A key without its colon, or no key where one is needed."""
    first, _, rest = row.words.partition(" ")
    if first in NAMES or (not rest and below) or first in ("if", "otherwise"):
        end = len(row.words) if first == "if" else len(first)
        end = row.words.find(" |") if first == "if" and " |" in row.words else end
        return scan.slip("missing-colon", row, row.value, end, f'After "{_short(row.words[:end])}" its colon is missing.',
                         scan.write(row, row.value + end, 0, ":"))  # fmt: skip
    message = "In this line a key and its colon are missing"
    if below and below.key:
        message += f', such as choice: or say:, for "{below.key}:" to belong to'
    return scan.slip("missing-colon", row, row.value, len(row.words), f"{message}.", *([
                     scan.write(row, row.value, 0, "choice: ")] if below else []), sure=bool(below and below.known))  # fmt: skip


def _astray(scan: Scan, row: Row) -> Iterator[Slip]:
    """Words where a dash or a key is awaited."""
    first, above = row.words.partition(" ")[0], scan.above
    below = next((_row(line, number) for number, line in scan.below(row.number, row.depth)), None)
    if first in NAMES or first in ("if", "otherwise") or (below and first == row.words):
        yield _colonless(scan, row, below)
    elif above and above.spoken:
        yield _spoken(scan, above, above, above.at + len(above.key))
    elif above:
        yield scan.slip("shallow-prose", row, row.at, len(row.words), "These words stand no deeper than what they belong "
                        "to. Prose stands two spaces further in than its key or dash.",
                        scan.moved(row, scan.prose))  # fmt: skip
    else:
        yield _colonless(scan, row)


def _spoken(scan: Scan, start: Row, at: Row, column: int, sure: bool = True) -> Slip:
    """A colon within words; `start` is the line they begin on."""
    key = _short(at.text[at.at : column])
    return scan.slip("colon-in-line", at, column, 1, f'The colon after "{key}" makes a key of what stands before it. '
                     "Words with a colon and a space in them stand under |.",
                     scan.under(start, start.at if start.spoken else start.value), sure=sure)  # fmt: skip


# -- values ------------------------------------------------------------------------------------------------------------


def _value(scan: Scan, row: Row) -> Iterator[Slip]:
    words = row.words
    sign = words[:1]
    if sign in ("", "#"):
        scan.waits = True
    elif sign in "|>" and (header := _HEADER.match(words)):
        yield from _block(scan, row, int(header[1] or 0))
    elif sign == "|":
        skip = len(words) - len(words.lstrip("|>+- "))
        yield scan.slip("words-after-bar", row, row.value + skip, len(words) - skip, "After | nothing more stands on its "
                        "line: the words begin on the next, two spaces further in.",
                        scan.under(row, row.value, skip))  # fmt: skip
    elif sign in "\"'":
        yield from _quoted(scan, row, sign)
    elif sign in "[{":
        yield from _bracketed(scan, row, sign)
    elif sign in ">%@`,]}" or (sign in "*&!" and _worded(words)):
        yield _signed(scan, row, "sign-at-start", f"A line that begins with {sign} is not read as words. {_UNDER}")
    else:
        yield from _plain(scan, row)


def _worded(words: str) -> bool:
    """Does a line that begins with * & or ! go on as prose would."""
    return not re.match(r"[*&!][\w!:./-]*(\s*$|\s+[|>{\[\"'#]|\s+\S+$)", words)


def _signed(scan: Scan, row: Row, code: str, message: str, *fixes: Fix) -> Slip:
    """A value that begins with a sign; where its key is none, the colon is the cause."""
    if row.spoken:
        return _spoken(scan, row, row, row.at + len(row.key))
    return scan.slip(code, row, row.value, 1, message, *fixes, scan.under(row, row.value, safe=row.key in _PROSE or not row.key))


def _plain(scan: Scan, row: Row) -> Iterator[Slip]:
    words = re.split(r"\s#", row.words)[0]
    if colon := re.search(r":(?=\s|$)", words):
        yield _spoken(scan, row, row, row.at + len(row.key) if row.spoken else row.value + colon.start())
    scan.flat = row


def _quoted(scan: Scan, row: Row, sign: str) -> Iterator[Slip]:
    whole = "\n".join([row.words, *(line for _, line in scan.below(row.number, scan.base))][:100])
    closed = _CLOSED[sign].match(whole)
    rest = whole[closed.end() :].partition("\n")[0].strip() if closed else ""
    if not closed:
        message = f"A line that begins with {sign} must end with it, and this one does not."
    elif rest and rest[0] != "#":
        message = f"A line that begins with {sign} is read as far as the next {sign}, and here words follow it."
    elif sign == '"' and re.search(r'\\[^0abtnvfre "/\\N_LPxuU\n]', closed[0]):
        message = f"In a line that begins with {sign} the sign \\ is not read as itself."
    else:
        scan.next = row.number + 1 + closed[0].count("\n")
        return
    yield _signed(scan, row, "quote-at-start", f"{message} {_UNDER}")


def _bracketed(scan: Scan, row: Row, sign: str) -> Iterator[Slip]:
    whole = "\n".join([row.words, *(line for _, line in scan.below(row.number, scan.base))][:100])
    end, missing = _balance(whole)
    rest = whole[end:].partition("\n")[0].strip()
    if missing:
        close = scan.write(row, len(row.text.rstrip()), 0, _balance(row.words)[1])
        yield _signed(scan, row, "bracket-at-start", f"{sign} is opened here and not closed. Close it, or put the words "
                      "under |, where every sign is only itself.", *([] if row.key in _PROSE or not row.key else [close]))  # fmt: skip
    elif rest and rest[0] != "#":
        cut = [scan.write(row, row.value + end, len(row.words) - end, "")] if not rest.strip("]} ") else []
        yield _signed(scan, row, "bracket-at-start", f"A line that begins with {sign} is not read as words. {_UNDER}", *cut)
    else:
        scan.next = row.number + 1 + whole[:end].count("\n")


def _balance(words: str) -> tuple[int, str]:
    """Where the brackets that a text begins with are closed, or the signs that would close them."""
    missing = ""
    for found in re.finditer(r"[\[\]{}]", words):
        if found[0] in "[{":
            missing = "]}"[found[0] == "{"] + missing
        elif missing[:1] == found[0]:
            missing = missing[1:]
        else:
            return found.start(), ""
        if not missing:
            return found.end(), ""
    return len(words), missing


# -- prose under | -----------------------------------------------------------------------------------------------------


def _block(scan: Scan, row: Row, digit: int) -> Iterator[Slip]:
    """Prose under |: how deep its first line stands decides where it ends."""
    lines, first = scan.file.lines, row.number + 1
    while first < len(lines) and _blank(lines[first]):
        first += 1
    depth = scan.base + digit if digit else _lead(scan.file.line(first))
    for number in range(row.number + 1, first):
        if len(lines[number]) > depth > scan.base:
            yield scan.slip("first-line-indent", _row(lines[number], number), 0, len(lines[number]), "This line looks empty "
                            "and holds more spaces than the prose below it stands deep. Leave it empty.",
                            Fix("(an empty line)", True, (scan.lead(number, 0),)))  # fmt: skip
    scan.next = first
    if depth <= scan.base:
        return
    while scan.next < len(lines) and (_blank(lines[scan.next]) or _lead(lines[scan.next]) >= depth):
        scan.next += 1
    scan.prose = depth
    if scan.next < len(lines):
        yield from _ended(scan, _row(lines[first], first), _row(lines[scan.next], scan.next))


def _ended(scan: Scan, first: Row, over: Row) -> Iterator[Slip]:
    """The first line after prose: does it belong to it, though it stands less deep."""
    lead = _lead(over.text)
    if over.text[lead] == "#" and (after := next(scan.below(over.number, scan.base), None)) and _lead(after[1]) > scan.base:
        yield scan.slip("note-in-prose", over, lead, len(over.words), "This note cuts the prose in two. A note stands on a "
                        "line above the key or the dash.",
                        Fix("(the prose without the note)", edits=(scan.lead(over.number, 0),)))  # fmt: skip
    elif lead > scan.base and not over.known and over.text[lead] != "-":
        depth = _lead(first.text)
        if not any(True for _ in scan.below(first.number, depth - 1)):
            yield scan.slip("first-line-indent", first, 0, depth, "The first line under | stands deeper than those below it, "
                            "as in a book. The lines of prose stand equally deep; an empty line begins a paragraph.",
                            scan.moved(first, lead, True))  # fmt: skip
        else:
            yield scan.slip("shallow-prose", over, lead, len(over.words), "This line stands less deep than the prose above "
                            "it that it belongs to.", scan.moved(over, depth))  # fmt: skip


# -- the cause ---------------------------------------------------------------------------------------------------------


def cause(name: str, text: str, broken: Broken) -> Problem:
    """The one cause of a file that does not load."""
    file = File(name, tuple(text.split("\n")), None)
    at = min(broken.line, len(file.lines) - 1)
    column = min(broken.column, len(file.line(at)))
    scan, row = Scan(file), _row(file.line(at), at)
    if broken.why == "deep":
        found = [scan.slip("too-deep", row, column, 1, "Here one thing stands within another, more than twelve deep. A story "
                           "needs six: look for brackets or dashes too many.")]  # fmt: skip
    elif broken.why == "unreadable":
        found = list(islice(_slips(scan, min(at + 1, len(file.lines) - 1)), SLIPS))
    elif broken.why != "documents" and _worded(row.words) and column == row.value:
        found = [_signed(scan, row, "sign-at-start", f"A line that begins with {row.words[0]} is not read as words. {_UNDER}")]
    else:
        found = [scan.slip("left-out", row, column, len(row.text.rstrip()) - column, _LEFT_OUT[broken.why])]
    found.append(scan.slip("unreadable", row, column, 1, "From here on the file cannot be read, and the cause stands in this "
                           "line or not far above it. Compare depth, colons and quotation marks with lines that are "
                           "alike.", sure=True))  # fmt: skip
    slip, fix = _proved(file, text, broken, found) or next((one, one.fixes[:1]) for one in found if one.sure)
    return file.problem(slip.code, slip.place, slip.message, fix[0] if fix else None)


def _proved(file: File, text: str, broken: Broken, found: list[Slip]) -> tuple[Slip, tuple[Fix, ...]] | None:
    """The first slip that, once mended, lets the file load further."""
    if len(text) <= PROVABLE:
        for slip, fix in islice(((slip, fix) for slip in found for fix in slip.fixes), TRIES):
            if _further(file, broken, fix):
                return slip, (fix,)
    return None


def _further(file: File, broken: Broken, fix: Fix) -> bool:
    lines = list(file.lines)
    for edit in sorted(fix.edits, key=lambda one: (one.place.line, one.place.column), reverse=True):
        line = lines[edit.place.line - 1]
        lines[edit.place.line - 1] = line[: edit.place.column - 1] + edit.text + line[edit.place.end_column - 1 :]
    after = nodes("\n".join(lines))
    more = sum(edit.text.count("\n") for edit in fix.edits if edit.place.line <= broken.line + 1)
    return not isinstance(after, Broken) or after.line - more > broken.line
