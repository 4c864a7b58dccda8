"""Files that do not load: the one cause of each is told at its line, and every repair lets the file load further."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.problem import Fix, Problem
from game.lang.slips import cause
from game.lang.source import LARGEST, Broken, nodes, text_of
from tests.conftest import ROOT, SHIPPED

HEAD = "chapter: The door\nrole: zhukov\nscenes:\n  first:\n    script:\n"  # the script's first item is line 6
TAIL = "      - choice: Go in.\n        to: inside\n  inside:\n    ending: Inside\n    script:\n      - You go in.\n"
CHAPTER = (SHIPPED / "khrushchev" / "june-1953.yaml").read_text(encoding="utf-8")
PLAIN_WORDS = ("yaml", "scalar", "mapping", "sequence", "token", "parser", "string", "none", "exception", "?")

Case = tuple[str, str, str, int, int | None, str | None]
# what is wrong, the lines of the script, the code, the line and column (both from 1), what the repair writes
SCRIPT: list[Case] = [
    ("speech", '- "I?" says Malenkov.', "quote-at-start", 6, 9, '- |\n  "I?" says Malenkov.'),
    ("speech after a key", '- choice: Go.\n  reply: "I?" says Malenkov.', "quote-at-start", 7, 16, 'reply: |\n  "I?" says Malenkov.'),
    ("speech of two lines", '- "I?" says Malenkov,\n  and Beria laughs.', "quote-at-start", 6, 9, '- |\n  "I?" says Malenkov,'),
    ("an open quotation", '- "And who got the others', "quote-at-start", 6, 9, '- |\n  "And who got the others'),
    ("an open quotation, closed by chance", '- "And who got the others\n- choice: Read "Pravda".', "quote-at-start", 6, 9, None),
    ("an apostrophe first", "- 'Tis late.", "quote-at-start", 6, 9, "- |\n  'Tis late."),
    ("an apostrophe first, in a case", "- if gently: 'Tis late.\n  otherwise: No.", "quote-at-start", 6, 20, None),
    ("a backslash within quotation marks", '- "C:\\path"', "quote-at-start", 6, 9, None),
    ("a stage direction", "- [Laughter.] They sit.", "bracket-at-start", 6, 9, "- |\n  [Laughter.] They sit."),
    ("a link", "- [[beria|Beria]] comes in.", "bracket-at-start", 6, 9, "- |\n  [[beria|Beria]] comes in."),
    ("a link after a key", "- choice: Go.\n  reply: [[beria|Beria]] nods.", "bracket-at-start", 7, 16, None),
    ("a mark", "- {R04} says so.", "bracket-at-start", 6, 9, "- |\n  {R04} says so."),
    ("an open brace", "- then: {army: +1", "bracket-at-start", 6, 15, "- then: {army: +1}"),
    ("an open bracket in prose", "- [Laughter", "bracket-at-start", 6, 9, "- |\n  [Laughter"),
    ("a brace too many", "- then: {army: +1}}", "bracket-at-start", 6, 15, "- then: {army: +1}"),
    ("an italic word", "- *Pravda* lies on the table.", "sign-at-start", 6, 9, "- |\n  *Pravda* lies on the table."),
    ("an open italic word", "- *Pravda lies on the table.", "sign-at-start", 6, 9, None),
    ("an italic word alone", "- *Pravda*", "sign-at-start", 6, 9, None),
    ("an ampersand", "- & then he is gone.", "sign-at-start", 6, 9, None),
    ("an at sign", "- @mikoyan nods.", "sign-at-start", 6, 9, "- |\n  @mikoyan nods."),
    ("a percentage", "- choice: Go.\n  reply: % of what.", "sign-at-start", 7, 16, None),
    ("a backquote", "- `Well", "sign-at-start", 6, 9, None),
    ("an exclamation", "- ! Nobody moves at all.", "sign-at-start", 6, 9, None),
    ("a comma", "- , he says.", "sign-at-start", 6, 9, None),
    ("a document's line", "- > Dear comrades", "sign-at-start", 6, 9, None),
    ("speech with a colon", "- choice: Go.\n  reply: He said: no.", "colon-in-line", 7, 23, "reply: |\n  He said: no."),
    ("speech with two colons", "- He said: no: never.", "colon-in-line", 6, 16, "- |\n  He said: no: never."),
    ("a colon and speech", '- He said: "No," and left.', "colon-in-line", 6, 16, '- |\n  He said: "No," and left.'),
    ("a colon in the first of two lines", "- He said: no,\n  and left.", "colon-in-line", 6, 16, None),
    ("a colon in the second of two lines", "- He looked up,\n  and said: no.", "colon-in-line", 7, 17, None),
    ("a colon at the end", "- choice: Go.\n  reply: He said:\n  to: inside", "colon-in-line", 7, 23, None),
    ("words after the bar", "- | Nobody moves.", "words-after-bar", 6, 11, "- |\n  Nobody moves."),
    ("words after the bar, more below", "- choice: Go.\n  reply: | Nobody moves.\n    Then\n    they do.",
     "words-after-bar", 7, 18, None),
    ("two bars", "- ||\n  Nobody.", "words-after-bar", 6, None, None),
    ("a book's indent", "- |\n      First.\n  Second.\n  Third.", "first-line-indent", 7, 1, None),
    ("a book's indent under a key", "- choice: Go.\n  reply: |\n       First.\n    Second.", "first-line-indent", 8, 1, None),
    ("a blank line too wide", "- |\n      \n  First.", "first-line-indent", 7, 1, None),
    ("prose at its dash", "- |\nNobody moves.", "shallow-prose", 7, 7, None),
    ("prose at its key", "- choice: Go.\n  reply: |\n  Nobody moves.\n  to: inside", "shallow-prose", 8, 9, None),
    ("speech at its key", '- choice: Go.\n  reply: |\n  "I?" says Malenkov.\n  to: inside', "shallow-prose", 8, 9, None),
    ("prose that steps back", "- |\n    First.\n    Second.\n  Third.", "shallow-prose", 9, 9, None),
    ("words no deeper than their dash", "- Malenkov looks up,\nand laughs.", "shallow-prose", 7, 7, None),
    ("a key one too shallow", "- choice: Go.\n  called: x\n to: inside", "wrong-depth", 8, 8, None),
    ("a key one too deep", "- choice: Go.\n   to: inside", "wrong-depth", 7, 10, "- choice: Go.\n  to: inside"),
    ("a key one too deep after braces", "- choice: Go.\n  then: {army: +1}\n   to: inside", "wrong-depth", 8, 10, None),
    ("a key at its dash", "- choice: Go.\nto: inside", "wrong-depth", 7, 7, "- choice: Go.\n  to: inside"),
    ("a dash too deep", "- choice: Go.\n  - choice: Stay.", "wrong-depth", 7, 9, "- choice: Go.\n- choice: Stay."),
    ("a dash too deep after prose", "- |\n  Nobody.\n - choice: Stay.", "wrong-depth", 8, 8, None),
    ("a key without its colon", "- choice: Go.\n  reply Nobody answers.", "missing-colon", 7, 9, "reply: Nobody answers."),
    ("a choice without its colon", "- choice Go.\n  to: inside", "missing-colon", 6, 9, "- choice: Go."),
    ("a case without its colon", "- if gently |\n    Nobody.\n  otherwise: x", "missing-colon", 6, 9, None),
    ("no key at all", "- Go in.\n  to: inside", "missing-colon", 6, 9, "- choice: Go in."),
    ("no space after a dash", "-choice: Stay.", "missing-space", 6, 7, "- choice: Stay."),
    ("no space after a colon", "- choice: Stay.\n  called: x\n  to:inside", "missing-space", 8, 9, "to: inside"),
    ("no space before the bar", "- choice: Stay.\n  called: x\n  reply:|\n    Nobody.", "missing-space", 8, 9, "reply: |"),
    ("a tab", "- choice: Stay.\n\tto: inside", "tab", 7, 7, None),
    ("a tab after the dash", "-\tNobody.", "tab", 6, 8, None),
    ("a no-break space", "- choice: Stay.\n\u00a0 to: inside\n  called: x", "odd-spaces", 7, 7, None),
    ("a no-break space in prose", "- |\n  First.\n\u00a0\u00a0Second.", "odd-spaces", 8, 7, None),
    ("a long dash", "- Nobody.\n\u2013 choice: Go.\n  to: inside", "long-dash", 7, 7, "- choice: Go."),
    ("a letter for a dash", "- Nobody.\no |\n  Well.\n\n  No.", "long-dash", 7, 7, "- |"),
    ("a letter before a case", "- Nobody.\nt if gently: |\n    Well.\n  otherwise: x", "long-dash", 7, 7, "- if gently: |"),
    ("a word of one letter", "- choice: Go.\n  reply:\n    I know: no: never.", "colon-in-line", 8, None, None),
    ("no dash before a bar", " |\n  Nobody.\n- Well.", "missing-dash", 6, 8, "- |"),
    ("no dash before a case", " if gently: |\n    Nobody.\n  otherwise: x\n- Well.", "missing-dash", 6, 8, "- if gently: |"),
    ("no dash before a later bar", "- |\n  Well.\n |\n  Nobody.\n\n  Now.", "missing-dash", 8, 8, "- |"),
    ("the key of an effect lost", "- choice: Go.\n  : {army: +1}\n  to: inside", "missing-key", 7, 9, "then: {army: +1}"),
    ("a note that cuts prose in two", "- |\n  First.\n# why\n  Second.", "note-in-prose", 8, 7, None),
    ("an anchor", "- then: &moved {army: +1}", "left-out", 6, 15, None),
    ("an alias", "- then: *moved", "left-out", 6, 15, None),
    ("a merge", "- <<: *moved", "left-out", 6, 13, None),
    ("a tag", "- take: !!int 2", "left-out", 6, 15, None),
    ("an object", "- !!python/object/apply:os.system [ls]", "left-out", 6, 9, None),
    ("too many brackets", "- " + "[" * 20, "too-deep", 6, None, None),
    ("a comma forgotten", "- then: {army: +1 beria: arrested}", "unreadable", 6, None, None),
    ("a bar forgotten before speech", '- choice: Go.\n  reply:\n    "I?" says Malenkov.', "quote-at-start", 8, 11, "reply: |"),
    ("a bar forgotten before a colon", "-\n  Nobody.\n\n  He says: no.", "colon-in-line", 9, 16, "- |"),
    ("no space in a case", "- if gently:|\n    Nobody.\n  otherwise: x", "missing-space", 6, 9, "- if gently: |"),
    ("no space in the last case", "- if gently: x\n  otherwise:|\n    Nobody.", "missing-space", 7, 9, "otherwise: |"),
    ("one line of prose too shallow", "- |\n  First.\n\n Second.\n\n  Third.", "shallow-prose", 9, 8, "Second."),
    ("an item mistyped", "- coice: Go: now.", "colon-in-line", 6, 14, None),
    ("two mistakes", '- "I?" says Malenkov.\n- Nobody.\n- [Laughter.] They sit.', "quote-at-start", 6, 9, None),
    ("two mistakes, line by line", '- @mikoyan nods.\n- "I?" says Malenkov.', "sign-at-start", 6, 9, None),
    ("two mistakes, the quotation open", '- "And who\n- choice: Go.\n   to: inside', "quote-at-start", 6, 9, None),
    ("two tabs and speech", '- choice: Stay.\n\tto: inside\n- "I?" says\n\tMalenkov.', "tab", 7, 7, None),
]  # fmt: skip
# the whole file
FILES: list[Case] = [
    ("no word above the scenes", "chapter: x\ndate: 1953\n  a:\n    script:\n      - Well.\n", "missing-key", 3, 3, "scenes:\n  a:"),
    ("no word above the joins", "chapter: x\nby: me\n  b/a:\n    script:\n      - Well.\n", "missing-key", 3, 3, "joins:\n  b/a:"),
    ("tabs everywhere", "scenes:\n\tfirst:\n\t\tscript:\n\t\t\t- Nobody.\n", "tab", 2, 1, None),
    ("a scene without its colon", "scenes:\n  first\n    script:\n      - Nobody.\n", "missing-colon", 2, 3, "first:"),
    ("a script without its colon", "scenes:\n  first:\n    script\n      - choice: x\n", "missing-colon", 3, 5, "script:"),
    ("a second scene too deep", "scenes:\n  a:\n    script:\n      - x\n   b:\n    script:\n      - x\n", "wrong-depth", 5, 4,
     None),
    ("a title with a colon", "title: Moscow: a story\nformat: 1\n", "colon-in-line", 1, 14, "title: |\n  Moscow: a story"),
    ("a case too shallow", "terms:\n  a:\n    about:\n      if gently: x\n    if gently: y\n      otherwise: z\n", "wrong-depth", 5,
     5, "      if gently: y"),
    ("a name too shallow", "terms:\n  a:\n    name: A\nb:\n    name: B\n  c:\n    name: C\n", "wrong-depth", 4, 1, "  b:"),
    ("a first item too shallow", "  script:\n  - |\n      One.\n    - |\n      Two.\n    - Three.\n", "wrong-depth", 2, 3, "    - |"),
    ("two files in one", "title: x\n---\ntitle: y\n", "left-out", 2, 1, None),
    ("dashes across a script", "scenes:\n  a:\n    script:\n      - |\n        x\n---\n      - y\n", "left-out", 6, 1, None),
    ("names of a list left open", "facts:\n  beria: [free, shot\n  page: [kept]\n", "bracket-at-start", 2, 10, None),
]  # fmt: skip


def lines_in(script: str) -> str:
    return HEAD + "".join(f"      {line}\n" for line in script.split("\n")) + TAIL


def told(text: str) -> Problem:
    """The cause of a text that does not load."""
    broken = nodes(text)
    assert isinstance(broken, Broken)
    return cause("a.yaml", text, broken)


def applied(text: str, fix: Fix) -> str:
    lines = text.split("\n")
    for edit in sorted(fix.edits, key=lambda one: (one.place.line, one.place.column), reverse=True):
        at = edit.place
        whole = lines[at.line - 1][: at.column - 1] + edit.text + lines[at.end_line - 1][at.end_column - 1 :]
        lines[at.line - 1 : at.end_line] = [whole]
    return "\n".join(lines)


def inside(problem: Problem, text: str) -> bool:
    """Is the place of a problem one of the file's."""
    lines, at = text.split("\n"), problem.place
    return 1 <= at.line <= len(lines) and 1 <= at.column <= len(lines[at.line - 1]) + 1 and at.column < at.end_column


WHOLE = [
    ("      - |\n        Beria is minister", "       |\n        Beria is minister"),
    ("      - if hours is 2: |", "       if hours is 2: |"),
    ("      - if hours is 2: |", "      n if hours is 2: |"),
    ("  afternoon:\n", "afternoon:\n"),
    ("        then: {malenkov: +1}\n", "        : {malenkov: +1}\n"),
    ("    record: |\n      ", "    record: \n      "),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "broken"), WHOLE)
def test_a_repair_gives_back_what_was_damaged(whole: str, broken: str) -> None:
    """With it made, a chapter reads as it did before."""
    assert whole in CHAPTER
    text = CHAPTER.replace(whole, broken, 1)
    fix = told(text).fix
    assert fix is not None
    assert applied(text, fix).replace("  |\n", " |\n").replace(" \n", "\n") == CHAPTER.replace(" \n", "\n")


CASES = [(name, lines_in(text), code, line, column, write) for name, text, code, line, column, write in SCRIPT] + FILES
IDS = [case[0] for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_cause_is_told_where_it_is(case: Case) -> None:
    """A file that does not load is told its first mistake, by name, line and column."""
    _, text, code, line, column, _ = case
    problem = told(text)
    assert (problem.code, problem.place.line) == (code, line)
    assert column in (None, problem.place.column)
    assert problem.line == text.split("\n")[line - 1]
    assert inside(problem, text)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_repair_lets_the_file_load_further(case: Case) -> None:
    """With the repair made, the file loads, or is told its next mistake further down."""
    name, text, code, _, _, write = case
    problem = told(text)
    if problem.fix is None:
        assert code in ("left-out", "too-deep", "unreadable")
        return
    assert problem.fix.edits
    after = nodes(applied(text, problem.fix))
    assert not isinstance(after, Broken) or name.startswith("two ")
    assert not isinstance(after, Broken) or told(applied(text, problem.fix)).place.line > problem.place.line
    assert write in (None, problem.fix.say)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_message_speaks_to_a_teacher(case: Case) -> None:
    """No message holds a word of programmers, a question mark, or a second paragraph."""
    message = told(case[1]).message
    assert message.endswith(".")
    assert [word for word in PLAIN_WORDS if word in message.lower()] == []
    assert "\n" not in message


def test_words_put_under_a_bar_are_kept() -> None:
    """What a repair puts under | is read as it was typed, and nothing else in the file changes."""
    text = lines_in('- choice: Go.\n  reply: "I?" says Malenkov,\n    and Beria laughs.\n  to: inside')
    mended = applied(text, fix) if (fix := told(text).fix) else ""
    assert (
        '        reply: |\n          "I?" says Malenkov,\n          and Beria laughs.\n        to: inside\n' in mended
    )
    assert mended.startswith(HEAD)
    assert mended.endswith(TAIL)


def test_a_large_file_is_told_its_cause_too() -> None:
    """Where mending for proof would take long, the first mistake that is sure is told."""
    text = HEAD + "      - Nobody moves.\n" * 20_000 + '      - "I?" says Malenkov.\n' + TAIL
    assert (told(text).code, told(text).place.line) == ("quote-at-start", 20_006)


# -- bytes -------------------------------------------------------------------------------------------------------------

BYTES = [
    ("latin-1", "- caf\u00e9".encode("latin-1"), "wrong-encoding", 1, 6),
    ("cp1252, second line", "title: x\nby: \u201cA\u201d".encode("cp1252"), "wrong-encoding", 2, 5),
    ("koi8", "title: \u0425\u0440\u0443\u0449\u0451\u0432".encode("koi8-r"), "wrong-encoding", 1, 8),
    ("carriage returns before it", b"a: x\rb: y\r\nc: \xff", "wrong-encoding", 3, 4),
    ("letters of two bytes before it", "\u0416: ".encode() + b"\xff", "wrong-encoding", 1, 4),
    ("UTF-16 that does not say so", "title: x".encode("utf-16-le"), "wrong-encoding", 1, 1),
    ("half a letter of UTF-16", "title".encode("utf-16") + b"x", "wrong-encoding", 1, 6),
    ("a null", b"title: x\nby:\x00 y", "odd-character", 2, 4),
    ("an escape", b"title: \x1b[2J", "odd-character", 1, 8),
    ("a line separator", "title: x\nby: y\u2028z".encode(), "odd-character", 2, 6),
    ("a paragraph separator", "title: x\u2029".encode(), "odd-character", 1, 9),
    ("a next-line sign", "title: x\u0085".encode(), "odd-character", 1, 9),
    ("a second byte order mark", "title: \ufeffx".encode(), "odd-character", 1, 8),
    ("too large", b"a" * (LARGEST + 1), "too-large", 1, 1),
]


@pytest.mark.parametrize("case", BYTES, ids=[case[0] for case in BYTES])
def test_bytes_that_are_no_text_are_told_at_their_place(case: tuple[str, bytes, str, int, int]) -> None:
    """Another encoding and letters that no line can hold are told where the first of them stands."""
    _, raw, code, line, column = case
    problem = text_of(raw, "a.yaml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert problem.line.isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_as_it_says_it_is(encoding: str) -> None:
    """UTF-8, and the other forms of Unicode that begin with their mark, are read alike."""
    assert text_of("title: Хрущёв 🗳".encode(encoding), "a.yaml") == "title: Хрущёв 🗳"


def test_lines_end_as_any_computer_ends_them() -> None:
    """Line ends of Windows and of old Macs are read as those of all others."""
    assert text_of(b"a: x\r\nb: y\rc: z\n", "a.yaml") == "a: x\nb: y\nc: z\n"


def test_separators_of_a_word_processor_become_lines() -> None:
    """Within prose they begin a line or a paragraph as deep as theirs, after a key a space; a stray mark goes."""
    text = "- |\n  One.\u2028Two.\u2029Three.\n- choice: Go\u2028in.\n"
    problem = text_of(text.encode(), "a.yaml")
    assert isinstance(problem, Problem)
    assert problem.fix is not None
    assert problem.fix.safe
    assert applied(text, problem.fix) == "- |\n  One.\n  Two.\n\n  Three.\n- choice: Go in.\n"


def test_letters_of_an_old_windows_file_are_brought_back() -> None:
    """Signs that a wrong conversion left behind are written as the quotation marks that they were."""
    text = "- x \x93Pravda\x94"
    problem = text_of(text.encode(), "a.yaml")
    assert isinstance(problem, Problem)
    assert problem.fix is not None
    assert applied(text, problem.fix) == "- x \u201cPravda\u201d"


# -- nasty files -------------------------------------------------------------------------------------------------------

NASTY: dict[str, Callable[[], bytes]] = {
    "lists in lists": lambda: b"[" * 100_000,
    "dashes in dashes": lambda: b"- " * 100_000,
    "braces in braces": lambda: b"{a: " * 100_000,
    "questions": lambda: b"? " * 100_000,
    "a bomb": lambda: b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (i, i) for i in range(60)),
    "one word of fifty million": lambda: b"a: " + b"x" * 50_000_000,
    "a line of a million, odd": lambda: b'- "' + b"x: " * 333_333,
    "brackets side by side": lambda: b"[]" * 200_000,
    "colons": lambda: b"a: " * 300_000,
    "quotes": lambda: b'- "x\n' * 100_000,
    "openings": lambda: b"- [x\n" * 100_000,
    "bars": lambda: b"- | x\n" * 100_000,
    "tabs": lambda: b"\t- x\n" * 100_000,
    "ever deeper": lambda: b"".join(b" " * depth + b"- x: y\n" for depth in range(1500)),
    "nulls": lambda: b"\0" * 100_000,
}


@pytest.mark.parametrize("kind", NASTY)
def test_a_nasty_file_gets_one_problem(kind: str) -> None:
    """Whatever a file asks for, it gets one problem, in a process that lives on."""
    code = (
        "import sys; from game.lang.slips import *; from game.lang.source import *; from tests.lang.test_slips import NASTY\n"
        "raw = NASTY[sys.argv[1]](); text = text_of(raw, 'a'); found = nodes(text) if isinstance(text, str) else text\n"
        "one = cause('a', text, found) if isinstance(found, Broken) else found; print(one.code, one.place.line)"
    )
    run = subprocess.run([sys.executable, "-c", code, kind], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.split()) == 2


@pytest.mark.parametrize("raw", [b"", b"# a\n# b\n", b"\xef\xbb\xbf", b"\n\n", b"   ", b"---\n"])
def test_a_file_without_words_loads(raw: bytes) -> None:
    """An empty file, one of notes alone, one that holds only a byte order mark: none of them is broken."""
    text = text_of(raw, "a.yaml")
    assert isinstance(text, str)
    assert not isinstance(nodes(text), Broken)


@pytest.mark.parametrize("raw", [b"|", b"x" * 1_000_000, b"- |\n  " + b"x " * 500_000])
def test_an_odd_file_may_load(raw: bytes) -> None:
    """A lone bar, or a line of a million letters, is left to those who read what it holds."""
    text = text_of(raw, "a.yaml")
    assert isinstance(text, str)
    assert not isinstance(nodes(text), Broken)


# -- any damage --------------------------------------------------------------------------------------------------------


def fits(raw: bytes) -> None:
    """Reading ends in nodes, or in a problem within the file."""
    text = text_of(raw, "a.yaml")
    if isinstance(text, Problem):
        assert text.place.line <= raw.count(b"\n") + raw.count(b"\r") + 1
        return
    broken = nodes(text)
    if isinstance(broken, Broken):
        problem = cause("a.yaml", text, broken)
        assert inside(problem, text)
        assert problem.message


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(raw: bytes) -> None:
    """No file whatever ends the program."""
    fits(raw)


@given(
    st.lists(
        st.sampled_from(
            [*"-:|>#\"'[]{},&*!%@`? \t\n\u00a0ax\u0416", "\n  ", "- ", ": ", "|\n", "choice", "to: ", "if "]
        )
    ).map("".join)
)
def test_any_signs_are_read_or_told(text: str) -> None:
    """No heap of the signs that matter ends the program."""
    fits(text.encode())


@settings(deadline=None)
@given(
    st.integers(0, len(CHAPTER)),
    st.integers(0, 40),
    st.text(st.sampled_from([*"-:|>\"'[]{}&*!, \t\n\u00a0aQ"]), max_size=6),
)
def test_any_damage_is_told_within_the_file(at: int, cut: int, put: str) -> None:
    """A chapter with some letters taken out or put in is read, or told a place that is inside it."""
    fits((CHAPTER[:at] + put + CHAPTER[at + cut :]).encode())
