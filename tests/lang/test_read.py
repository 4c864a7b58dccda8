"""The reader of stories: silent where all is well, exact where it is not, and never brought down by a file."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from game.author.walk import walk
from game.core.problem import Edit, Problem, shown
from game.lang import catalogue
from game.lang.read import Reading, read
from game.lang.shape import KEYS, PLACES
from tests.conftest import DECLARED, ROOT, SHIPPED
from tests.lang.test_catalogue import BLOCK
from tests.lang.test_catalogue import problems as page_problems

SMALL = ROOT / "tests" / "stories" / "small"
KEYS_PAGE = ROOT / "docs" / "writing" / "keys.md"
ROOM = """\
chapter: The room
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - You wait.
{items}
      - choice: Knock.
{keys}
        to: last
      - to: last
  last:
    ending: The car
    history: yes
    script:
      - It drives off.
"""

Write = Callable[[Mapping[str, str]], Reading]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Read a story of these files; the small story's declarations where none is its story.yaml."""

    def written(files: Mapping[str, str]) -> Reading:
        for name, text in {"story.yaml": DECLARED, **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return read(tmp_path)

    return written


def room(items: str = "", keys: str = "") -> str:
    """A chapter of one choice, with items before it (from line 8 on) and keys of its own."""
    deeper = "\n".join(f"      {line}" for line in items.splitlines())
    return ROOM.format(items=deeper, keys="\n".join(f"        {line}" for line in keys.splitlines())).replace(
        "\n\n", "\n"
    )


def where(problem: Problem) -> str:
    return f"{problem.place.line}:{problem.place.column}:{problem.place.end_column}"


# -- silence -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_a_good_story_is_read_in_silence(folder: Path) -> None:
    """The stories that ship and that tests use have nothing to report, not even a warning."""
    found = read(folder)
    assert found.problems == ()
    assert found.story is not None


def test_the_frame_of_these_tests_is_good(write: Write) -> None:
    """What the tests below find wrong is what they put in."""
    assert write({"room.yaml": room()}).problems == ()


GOOD = [
    "- |\n  \"Sit down,\" he says: [Laughter] # 3, & more.",
    "- date: 26 June 1953, past eleven # a note\n- date: June 1953\n- date: 1953\n- date: 22-29 June 1957",
    "- then: {beria: arrested}\n- if army at least 3 and (beria is arrested or not seen first): You hear boots.\n  otherwise: Nothing.",
    "- vote: Relieve him\n  voters:\n    zhukov:\n      if army at least 3: for. He has heard you.\n      otherwise: abstains\n    beria: against\n- if hands is 1 and not carried: One.",
    "- place:\n    if army at most 2: Outside\n    otherwise: Inside",
    "- |\n  He knows [[beria|the minister]]. {disputed knight} So they say. {imagined}",
    "- speaker: nobody\n- sound: silence\n- then: {army: -1, beria: arrested}\n- if not beria is at-large: You hear boots.",
    "- It goes on\n  below.",
]  # fmt: skip


@pytest.mark.parametrize("items", GOOD)
def test_what_the_language_allows_is_read_in_silence(items: str, write: Write) -> None:
    """No right line is told to be wrong."""
    assert write({"room.yaml": room(items)}).problems == ()


def test_scenes_of_one_name_may_live_in_different_files(write: Write) -> None:
    """A scene's name is its file's own."""
    files = {"room.yaml": room().replace("        to: last", "        to: other/first")}
    found = write({**files, "other.yaml": room()})
    assert found.problems == ()
    assert found.story is not None
    assert {"room/first", "other/first"} <= found.story.scenes.keys()


# -- one mistake, one problem, at its place ----------------------------------------------------------------------------

MISTAKES = [  # the item or the choice's key, the code, line:column:end
    ("- speaker: zhukhov", "", "unknown-person", "8:18:25"),
    ("- speaker: zhukov grave", "", "unknown-picture", "8:25:30"),
    ("- picture: corridor", "", "unknown-picture", "8:18:26"),
    ("- chioce: Wait.\n  reply: Well.", "", "unknown-key", "8:9:15"),
    ("- Choice: Wait.\n  reply: Well.", "", "unknown-key", "8:9:15"),
    ("- votes: Relieve him\n  voters: {zhukov: for}", "", "unknown-key", "8:9:14"),
    ("- If army at least 3: Well.\n  otherwise: No.", "", "unknown-key", "8:9:27"),
    ("- army: +1", "", "unknown-key", "8:9:13"),
    ("- choice: Wait.\n  io: last", "", "unknown-key", "9:9:11"),
    ("- choice: Wait.\n  date: |\n    Well.", "", "unknown-key", "9:9:13"),
    ("- choice: Wait.\n  reply: Well.\n  picture: yes", "", "unknown-key", "10:9:16"),
    ("- choice: Wait.\n  reply: Well.\n  record: waited", "", "unknown-key", "10:9:15"),
    ("- choice: Wait.\n  reply: Well.\n  script: {army: +1}", "", "unknown-key", "10:9:15"),
    ("- choice: Wait.\n  thenn {army: +1}\n  reply: Well.", "", "missing-colon", "9:9:20"),
    ("- reply: Sit and wait.\n  called: sat", "", "unknown-key", "8:9:14"),
    ("- if : |\n    Well.", "", "bad-condition", "8:9:11"),
    ("- if army at least 3: Well.\n  picture: No.", "", "unknown-key", "9:9:16"),
    ("- speaker: nobdy", "", "unknown-person", "8:18:23"),
    ("- date: 62 June 1953", "", "bad-date", "8:15:27"),
    ("- date: 88 July 1953", "", "bad-date", "8:15:27"),
    ("- |\n  One.\n    Two.", "", "first-line-indent", "10:9:15"),
    ("- if army at least 3: |\n    One.\n    otherwise: |\n    Two.", "", "wrong-depth", "10:11:23"),
    ("- |\n  One.\n  - choice: Wait.\n  reply: Well.", "", "wrong-depth", "10:9:24"),
    ("- choice: Wait.\n  reply: |\n    Well.\n    called: waited", "", "wrong-depth", "11:11:25"),
    ("- |\n  He was there. {knight}}", "", "open-bracket", "9:31:32"),
    ("- |\n  He was there. oR04}", "", "open-bracket", "9:27:28"),
    ("- |\n  You *see |Beria]]* there.", "", "open-bracket", "9:24:26"),
    ("- |\n  You see [[beria[[beria|him]].", "", "open-bracket", "9:17:19"),
    ("- |\n  He was there. {0R4}", "", "unknown-source", "9:24:27"),
    ("- reply: Well.", "", "unknown-key", "8:9:14"),
    ("- choice: Wait.\n  say: |\n    Well.", "", "unknown-key", "9:9:12"),
    ("- then:\n    army:", "", "wrong-kind", "9:16:17"),
    ("- choice: Wait.\n  reply:\n    - Well.", "", "wrong-kind", "10:11:18"),
    ("- vote: Relieve him\n  voters:\n    zhukov:", "", "wrong-kind", "10:18:19"),
    ("- if army at least 3: Well.\n  if: No.", "", "bad-condition", "9:9:11"),
    ("- then: army +1", "", "wrong-kind", "8:15:22"),
    ("- choice: Wait.\n  reply: Well.\n  if:", "", "wrong-kind", "10:12:13"),
    ("- to:last", "", "missing-space", "8:9:16"),
    ("- |\n  He was there. {}", "", "unknown-source", "9:23:25"),
    ("- |\n  You see [[ there.", "", "open-bracket", "9:17:19"),
    ("- It goes on\n  with [[brea]].", "", "unknown-entry", "9:16:20"),
    ("- take: 2\n- Well.", "", "take-without-choices", "8:9:13"),
    ("- choice: Wait.\n  was: [One, Two]\n  reply: [Well]", "", "bracket-at-start", "10:16:17"),
    ("- if: army at least 3\n  then: {army: +1}", "", "unknown-key", "8:9:11"),
    ("- If only he knew: he would go.", "", "colon-in-line", "8:9:24"),
    ("- |\n  See [[Georgy Zhukov]].", "", "unknown-entry", "9:15:28"),
    ("- Note: he lied", "", "colon-in-line", "8:9:13"),
    ("- [Laughter]", "", "bracket-at-start", "8:9:10"),
    ('- "Sit down."', "", "quoted-line", "8:9:20"),
    ("- Sheet #3 of the file.", "", "lost-words", "8:15:30"),
    ("- |\n  The clock.\n  # ask\n  It ticks.", "", "note-in-prose", "10:9:14"),
    ("- |\n  One.\n\n  You see [[berya]].", "", "unknown-entry", "11:19:24"),
    ("- |\n  It was so. {disputed knight, tauban}", "", "unknown-source", "9:38:44"),
    ("- |\n  It was so. {R99}", "", "unknown-source", "9:21:24"),
    ("- |\n  You see *[[berya]]*.", "", "unknown-entry", "9:20:25"),
    ("- |\n  You see [[beria.", "", "open-bracket", "9:17:19"),
    ("- |\n  You see |Zhukov]] there.", "", "open-bracket", "9:24:26"),
    ("- |\n  It was so. knight}", "", "open-bracket", "9:26:27"),
    ("- >\n  One.\n\n  Two.", "", "folded-prose", "8:9:10"),
    ("- say: “I will.”\n  to: last", "", "quoted-line", "8:14:23"),
    ("- I\n  He was\n  told.", "", "folded-prose", "8:9:10"),
    ("- otherwise: No.", "", "misplaced-otherwise", "8:9:18"),
    ("- otherwise: No.\n  if army is 3: Yes.", "", "misplaced-otherwise", "8:9:18"),
    ("- {if army is 3: Yes, or so., otherwise: No.}", "", "comma-in-braces", "8:29:35"),
    ("- {if army is 3: Yes, otherwise: No, or so.}", "", "comma-in-braces", "8:44:50"),
    ("- if zhukov at least 5: Yes.", "", "unknown-value", "8:28:29"),
    ("- if beria at least 1: Yes.", "", "unknown-value", "8:18:26"),
    ("- if beria is arested: Yes.\n- then: {beria: arrested}", "", "unknown-value", "8:21:28"),
    ("- if army at least three: Yes.", "", "unknown-value", "8:26:31"),
    ("- if not seen frist: Yes.", "", "unknown-scene", "8:21:26"),
    ("- if chose hand-up: Yes.", "", "unknown-choice", "8:18:25"),
    ("- if chose 'hand-up': Yes.", "", "unknown-choice", "8:18:27"),
    ('- if not seen first": Yes.', "", "unknown-scene", "8:21:27"),
    ("- if army >= 3: Yes.", "", "bad-condition", "8:17:19"),
    ("- if after 31 June 1953: Yes.", "", "bad-condition", "8:18:30"),
    ("- if after tomorrow and army is 3: Yes.", "", "bad-condition", "8:18:26"),
    ("- if after: Yes.", "", "bad-condition", "8:16:17"),
    ("- if role is zhukhov: Yes.", "", "unknown-value", "8:20:27"),
    ("- if role at least 1: Yes.", "", "unknown-value", "8:17:25"),
    ("- then: {role: zhukov}", "", "unknown-name", "8:16:20"),
    ("- to: {if gently: last}", "", "misplaced-gently", "8:17:23"),
    ("", "if: not gently", "misplaced-gently", "9:17:23"),
    ("- date: 29 February 1955", "", "bad-date", "8:15:31"),
    ("- if seen(first): Yes.", "", "bad-condition", "8:12:23"),
    ("- if army is 3 and beria is shot or army is 2: Yes.", "", "bad-condition", "8:40:42"),
    ("- date: 31 June 1953", "", "bad-date", "8:15:27"),
    ("- then: {army: 1}", "", "missing-sign", "8:22:23"),
    ("- then: {army: +11}", "", "unknown-value", "8:22:25"),
    ("- then: {army:+1}", "", "missing-space", "8:16:23"),
    ("- then: {armi: +1}", "", "unknown-name", "8:16:20"),
    ("- then: {army: +1, army: +1}", "", "duplicate-key", "8:26:30"),
    ("- then: army +1", "", "wrong-kind", "8:15:22"),
    ("- vote: Relieve him", "", "missing-key", "8:9:13"),
    ("- vote: Relieve him\n  voters:\n    beria: {if army is 3: for}", "", "missing-otherwise", "10:19:31"),
    ("- vote: Relieve him\n  voters:\n    beria: agianst. He looks away.", "", "unknown-value", "10:18:25"),
    ("- choice: Knock.", "", "same-choice", "9:17:23"),
    ("", "locked: No.", "locked-without-if", "9:9:15"),
    ("", "if: army at least 3 and armi at least 3", "unknown-name", "9:33:37"),
    ("", "if: 'army at least 3 and armi at least 3'", "unknown-name", "9:34:38"),
    ("", "if: |\n  army at least 33", "unknown-value", "10:25:27"),
    ("", "then: {army: +1}\nthen: {army: +1}", "duplicate-key", "10:9:13"),
    ("", "history: true", "wrong-kind", "9:18:22"),
    ("", "then {army: +1}", "missing-colon", "9:9:19"),
    ("", "reply:\n  if army is 3: Well.\notherwise: No.", "wrong-depth", "11:9:18"),
    ("- |\n  It was so. {imaginde}", "", "unknown-source", "9:21:29"),
    ("- |\n  It was so. {knight}{knight}", "", "mark-twice", "9:20:36"),
    ("- if sen first: Yes.", "", "bad-condition", "8:12:15"),
    ("", "reply: [Well.]", "bracket-at-start", "9:16:17"),
]


@pytest.mark.parametrize(("items", "keys", "code", "place"), MISTAKES)
def test_one_mistake_is_one_problem_at_its_letters(items: str, keys: str, code: str, place: str, write: Write) -> None:
    """Each mistake is told once, at its line and from its first letter to its last; nothing follows from it."""
    found = write({"room.yaml": room(items, keys)}).problems
    assert [(one.code, where(one)) for one in found] == [(code, place)]
    assert found[0].place.file == "room.yaml"
    assert found[0].line == room(items, keys).splitlines()[found[0].place.line - 1]


CHANGES = [  # words of the frame or of the small story's declarations, what stands there instead, the code
    ("scenes:", "scene:", "unknown-key"),
    ("chapter:", "chaptr:", "unknown-key"),
    ("    script:\n      - You", "    scrpt:\n      - You", "unknown-key"),
    ("    script:\n      - You", "    choice: x\n    script:\n      - You", "unknown-key"),
    ("role: zhukov\ndate", "role: zhukhov\ndate", "unknown-person"),
    ("date: 26 June 1953\n", "", "no-date"),
    ("date: 26 June 1953", "date:", "wrong-kind"),
    ("  last:\n", "  last:\n    place: {if armi at least 3: There}\n", "unknown-name"),
    ("        to: last", "        reply: Well.\n        to: lats", "unknown-scene"),
    ("        to: last\n      - to: last", "        reply: Well.", "script-runs-out"),
    ("      - to: last", "      - to: {if army at least 3: last}\n      - then: {army: +1}", "script-runs-out"),
    ("    history: yes\n", "", "ending-without-record"),
    ("    history: yes\n", "    record: |\n      He was\n      arrested.\n", "unmarked-record"),
    ("  last:", "  spare:\n    script:\n      - Well.\n      - to: last\n  last:", "unreachable-scene"),
    ("  last:", "  last:\n    ending: One\n    history: yes\n    script:\n      - Well.\n  last:", "name-twice"),
    ("        to: last\n      - to: last", "        to: a\n      - to: a\n  a:\n    script: [to: b]\n  b:\n    script: [to: a]", "endless"),
    ("        to: last", "      - choice: Wait.\n      - place: There\n      - choice: Go.\n        to: last", "page-without-words"),
    ("meters:", "metres:", "unknown-key"),
    ("scale: 0 to 10", "scale: 0-10", "bad-scale"),
    ("start: 4", "start: 14", "unknown-value"),
    ("ties: [zhukov]", "ties: zhukov", "wrong-kind"),
    ("  army: {", "  the army: {name: It, scale: 0 to 1, start: 0}\n  army: {", "bad-name"),
    ("about: A marshal.}", "about: A marshal, and more.}", "comma-in-braces"),
    ("format: 1", "format: 2", "newer-format"),
    ("format: 1", "format: one", "unknown-value"),
    ("zhukov: {name: Georgy Zhukov, about: A marshal.}", "zhukov: A marshal.", "wrong-kind"),
    ("name: The army, ", "", "missing-key"),
    ("[at-large, arrested]", "[at-large, arrested, arrested]", "name-twice"),
    ("[at-large, arrested]", "[at-large, arrested, in jail]", "bad-name"),
    ("[at-large, arrested]", "at-large", "wrong-kind"),
    ("[at-large, arrested]", "[]", "wrong-kind"),
    ("  R04: Beria was arrested. {knight}", "  R04: |\n    He was. {knight}\n\n    He sat. {knight}", "wrong-kind"),
    ("    script:\n      - It drives off.", "    script: []", "wrong-kind"),
    ("title: A small story", "title: [A, B]", "bracket-at-start"),
    ("    start: room/first", "    start: first", "unknown-scene"),
    ("    start: room/first\n", "", "missing-key"),
    ("title: A small story\n", "", "missing-key"),
    ("{knight}", "", "unmarked-record"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), CHANGES)
def test_nothing_else_follows_from_one_mistake(old: str, new: str, code: str, write: Write) -> None:
    """A misspelt key still counts as what it was meant to be, so what it holds is not missed elsewhere."""
    uses = room(
        "- if army at least 3: Well.\n- then: {army: +1, zhukov: +1, beria: arrested}\n- if beria is arrested: Well."
    )
    assert old in uses or old in DECLARED
    found = write({"room.yaml": uses.replace(old, new), "story.yaml": DECLARED.replace(old, new)}).problems
    assert [one.code for one in found] == [code]


BROKEN = {
    "first": '      - "Sit down," he says.\n',
    "words": "Just words, and no key.",
    "list": "- one\n- two\n",
    "scenes": "chapter: The room\nscenes: none yet\n",
    "none": "chapter: The room\nrole: zhukov\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_read_is_the_only_thing_told(text: str, write: Write) -> None:
    """Files that name scenes and people of one that does not load are not blamed for it."""
    found = write({"room.yaml": text, "other.yaml": room().replace("to: last", "to: room/last")})
    assert [one.place.file for one in found.problems] == ["room.yaml"]
    assert found.story is None


def test_all_mistakes_of_all_files_are_told_at_once(write: Write) -> None:
    """A teacher does not have to repair one thing to hear of the next."""
    found = write(
        {
            "a.yaml": "terms:\n  zis car: {name: A car, about: Black.}\n  zil: {name: Another}\n",
            "room.yaml": room("- speaker: zhukhov\n- if armi at least 3: Yes.", "locked: No."),
            "z.play.yaml": "role: zhukov\nchoices: [1]\nends: room/lst\n",
        }
    )
    assert [(one.place.file, one.place.line, one.code) for one in found.problems] == [
        ("a.yaml", 2, "bad-name"),
        ("a.yaml", 3, "missing-key"),
        ("room.yaml", 8, "unknown-person"),
        ("room.yaml", 9, "unknown-name"),
        ("room.yaml", 11, "locked-without-if"),
        ("z.play.yaml", 3, "unknown-scene"),
    ]


FAR = [
    ("to: bench", '"garden/bench" (garden.yaml, line 5)'),
    ("to: garden/bnech", '"garden/bench" (garden.yaml, line 5)'),
    ("to: garden", '"garden/bench" (garden.yaml, line 5)'),
    ("to: nowhere/bank", "there are no scenes in a file nowhere.yaml"),
]


@pytest.mark.parametrize(("to", "told"), FAR)
def test_a_scene_of_another_file_is_named_whole(to: str, told: str, write: Write) -> None:
    """Who writes the short name of a scene elsewhere reads its whole name, and where it stands."""
    garden = room().replace("first:", "bench:")
    found = write({"garden.yaml": garden, "room.yaml": room().replace("        to: last", f"        {to}")}).problems
    assert [one.code for one in found] == ["unknown-scene"]
    assert told in found[0].message


def test_no_nearest_name_is_told_where_none_is_near(write: Write) -> None:
    """A far name would only mislead; where the right one would stand is told instead."""
    (found,) = write({"room.yaml": room("- |\n  [[beria]] rang the [[lubyanka]].")}).problems
    assert "nearest" not in found.message
    assert '"people" or "terms"' in found.message
    assert found.fix is not None
    assert found.fix.say == "terms:\n  lubyanka: (term)"


def test_a_person_who_is_no_tie_is_told_to_be_one(write: Write) -> None:
    """The name exists, and where it is missing is said."""
    more = "people:\n  molotov: {name: Molotov, about: A minister.}\n"
    (found,) = write({"room.yaml": room("- if molotov at least 1: Well."), "more.yaml": more}).problems
    assert found.code == "unknown-name"
    assert 'stands under "ties"' in found.message


def test_the_one_name_that_nothing_asks_for_is_told_with_its_line(write: Write) -> None:
    """A name that was changed where it is declared is missed where it is asked for, and both places are told."""
    text = room("- choice: Wait.\n  called: hand-up\n  reply: Well.\n- if chose waited: You have waited.")
    (found,) = write({"room.yaml": text}).problems
    assert 'Nothing asks for "hand-up" (line 9).' in found.message
    assert found.fix is not None
    assert found.fix.say == "- if chose hand-up: You have waited."


def test_a_name_of_another_file_that_nothing_asks_for_is_told(write: Write) -> None:
    """By its whole name, as it would be written there."""
    more = (
        "chapter: More\nrole: zhukov\ndate: 1953\nscenes:\n  pad:\n    script:\n      - Well.\n      - to: room/last\n"
    )
    (found,) = write({"room.yaml": room("- if seen more/envelope: Well."), "more.yaml": more}).problems
    assert 'Nothing asks for "more/pad" (more.yaml, line 5).' in found.message
    assert found.fix is not None
    assert found.fix.say == "- if seen more/pad: Well."


def test_a_needed_key_that_sank_into_prose_is_told_where_it_is(write: Write) -> None:
    """Its line is named beside what misses it."""
    declared = DECLARED.replace("    goal: To stay one.\n", "    goal: |\n      To stay one.\n  ").replace(
        "      start: room", "    start: room"
    )
    text = declared.replace("  start: room/first", "    start: room/first")
    (found,) = write({"story.yaml": text, "room.yaml": room()}).problems
    assert (found.code, [text.splitlines()[one.line - 1].strip() for one in found.also]) == (
        "missing-key",
        ["start: room/first"],
    )


def test_a_name_that_left_its_block_is_told_at_its_line(write: Write) -> None:
    """It is like those above it, and stands where the block begins."""
    more = "pictures:\n  hall: A hall.\ncorridor: A corridor.\n"
    problems = write({"room.yaml": room("- picture: hall"), "more.yaml": more}).problems
    assert [(one.code, one.place.line, one.fix and one.fix.say) for one in problems] == [
        ("wrong-depth", 3, "  corridor: A corridor.")
    ]


def test_prose_that_only_begins_like_a_case_is_prose(write: Write) -> None:
    """A line may begin with "if" and have a colon; what stands between is no condition."""
    assert write({"room.yaml": room("- |\n  He would go,\n  if only he knew: the door is open.")}).problems == ()


def test_a_name_typed_twice_is_near_either_way(write: Write) -> None:
    """Where it is declared twice over, as where it is asked for."""
    text = room("- choice: Wait.\n  called: waitedwaited\n  reply: Well.\n- if chose waited: You have waited.")
    (found,) = write({"room.yaml": text}).problems
    assert 'The nearest is "waitedwaited" (line 9).' in found.message


def test_the_nearest_name_of_another_file_is_near_in_its_own_part(write: Write) -> None:
    """That the file's path is long makes no two names alike."""
    (found,) = write(
        {"room.yaml": room("- if seen room/cellar: No."), "z.yaml": "people:\n  x: {name: X, about: X.}\n"}
    ).problems
    assert "nearest" not in found.message


def test_a_fact_of_the_record_that_no_choice_plays_is_told(write: Write) -> None:
    """In a story whose choices play others; the mark may have been lost."""
    more = "record:\n  R05: The ministry went to the party. {knight}\n"
    (found,) = write({"room.yaml": room("- choice: Wait. {R04}\n  reply: Well."), "more.yaml": more}).problems
    assert (found.code, found.severity, found.place.file) == ("unused", "warning", "more.yaml")
    assert "plays R05" in found.message


VALUES = [  # of [free, held, shot]: what is set, what is asked for, what is told and where
    ("- then: {fate: shot}\n- if fate is held: Well.", [("unused", 8), ("unknown-value", 9)]),
    ("- then: {fate: shot}\n- if fate is shot: Well.", []),
    ("- then: {fate: shot}\n- if fate is free: Well.", []),
    ("- then: {fate: shot}\n- if not fate is held: Well.\n- then: {fate: held}", [("unused", 8)]),
    ("- then: {fate: free}\n- if fate is not free: Well.", []),
    ("- choice: Wait.\n  if: fate is held\n  reply: Well.", [("unknown-value", 9)]),
]


@pytest.mark.parametrize(("items", "told"), VALUES)
def test_a_value_that_is_asked_for_is_set_and_one_that_is_set_makes_a_difference(
    items: str, told: list[tuple[str, int]], write: Write
) -> None:
    """Either is told where it stands first; a value is as good as asked for if the first, whose place it takes, is."""
    found = write({"room.yaml": room(items), "more.yaml": "facts:\n  fate: [free, held, shot]\n"}).problems
    assert [(one.code, one.place.line) for one in found] == told
    assert {one.severity for one in found} <= {"warning"}


@pytest.mark.parametrize("more", ["", "facts:\n  fate: [free, held]\n"])
def test_a_forgotten_word_above_the_scenes_is_one_problem(more: str, write: Write) -> None:
    """At the left margin, or within what stands above: the scenes are read all the same, and named to the rest."""
    text = room("- if fate is free: Well.\n- then: {fate: held}" if more else "- You sit.")
    text = text.replace("scenes:\n", more)
    text = text if more else re.sub(r"^  ", "", text, flags=re.MULTILINE)
    (found,) = write({"room.yaml": text}).problems
    assert (found.code, found.line.strip()) == ("missing-key", "first:")
    assert found.fix is not None
    assert found.fix.say == "scenes:\n  first:"


def test_a_play_asks_for_choices_that_exist(write: Write) -> None:
    """By the name, the words or the earlier words of a choice, or a number; anything else spoils that play alone."""
    text = room("- choice: Wait.\n  called: waited\n  was: Sit\n  reply: Well.")
    play = "role: zhukov\nchoices: [waited, sit, 1, knock, wated]\nends: room/last\n"
    reading = write({"room.yaml": text, "z.play.yaml": play})
    (found,) = reading.problems
    assert (found.code, found.place.file, found.place.line) == ("unknown-choice", "z.play.yaml", 2)
    assert 'The nearest is "waited" (room.yaml, line 8).' in found.message
    assert reading.story is not None
    assert not reading.fit


SLIPS_OF_PLAYS = [("carried: yes", "carred: yes", "unknown-key"), ("ends: room/last\n", "", "missing-key"),
                  ("choices:", "chioces:", "unknown-key"), ("role: zhukov", "role: zukov", "unknown-person"),
                  ("beria: arrested", "beria: shot", "unknown-value"), ("army: 4", "army: 40", "unknown-value")]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), SLIPS_OF_PLAYS)
def test_a_slip_in_a_play_is_told_once(old: str, new: str, code: str, write: Write) -> None:
    """At its line, and the story is played all the same."""
    text = room(
        "- vote: Relieve him\n  voters: {zhukov: for}\n- if beria is arrested: Well.\n- then: {beria: arrested}"
    )
    play = "role: zhukov\nchoices: [knock]\nends: room/last\nvotes:\n  room/first: {carried: yes, zhukov: for}\nmeters: {army: 4}\nfacts: {beria: arrested}\n"
    assert old in play
    reading = write({"room.yaml": text, "z.play.yaml": play.replace(old, new)})
    assert [(one.code, one.place.file) for one in reading.problems] == [(code, "z.play.yaml")]
    assert reading.story is not None


def test_an_empty_play_is_told(write: Write) -> None:
    """It is one that its author has only begun."""
    (found,) = write({"room.yaml": room(), "z.play.yaml": "# later\n"}).problems
    assert (found.code, found.severity) == ("empty-file", "warning")


# -- files in any order ------------------------------------------------------------------------------------------------

SHARED = re.split(r"^(?=\w)", (SMALL / "story.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
MAIN_KEYS = ("format", "title", "language", "roles")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["a.yaml", "deep/er/m.yaml", "story.yaml", "z.yaml"]), min_size=12, max_size=12))
def test_it_means_nothing_which_file_declares_what(tmp_path: Path, homes: list[str]) -> None:
    """Meters, people, sources and all the rest may stand in any file, before or after what uses them."""
    files: dict[str, str] = {"room.yaml": (SMALL / "room.yaml").read_text(encoding="utf-8")}
    for block, home in zip(SHARED, homes, strict=False):
        name = "story.yaml" if block.startswith(MAIN_KEYS) else home
        files[name] = files.get(name, "") + block
    shutil.rmtree(tmp_path)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read(tmp_path).problems == ()
    assert read(tmp_path).story == read(SMALL).story


def test_the_order_of_keys_means_nothing(write: Write) -> None:
    """The keys of a choice may stand in any order."""
    keys = ["called: one", "if: army at least 3", "then: {army: +1}", "reply: Well."]
    stories = [write({"room.yaml": room(keys="\n".join(order))}).story for order in permutations(keys)]
    assert stories[0] is not None
    assert all(one == stories[0] for one in stories)


# -- repairs -----------------------------------------------------------------------------------------------------------


def mended(text: str, edits: tuple[Edit, ...]) -> str:
    """A text with edits made, from the last to the first."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]
    for edit in sorted(edits, key=lambda one: (one.place.line, one.place.column), reverse=True):
        start = starts[edit.place.line - 1] + edit.place.column - 1
        text = text[:start] + edit.text + text[starts[edit.place.end_line - 1] + edit.place.end_column - 1 :]
    return text


@pytest.mark.parametrize("code", catalogue.codes())
def test_a_repair_does_what_it_says(code: str, tmp_path: Path) -> None:
    """Every repair of the catalogue that can be made by itself takes its problem away and brings no other."""
    found = page_problems(catalogue.PAGES / f"{code}.md", tmp_path)
    for one in (one for one in found if one.fix and one.fix.edits):
        assert one.fix is not None
        path = tmp_path / one.place.file
        raw = path.read_bytes()
        path.write_text(mended(raw.decode("utf-8"), one.fix.edits), encoding="utf-8")
        after = Counter(two.code for two in read(tmp_path).problems)
        path.write_bytes(raw)
        assert after <= Counter(two.code for two in found) - Counter([one.code]), shown(one, "python main.py")


@pytest.mark.parametrize(("items", "keys", "code", "place"), MISTAKES)
def test_a_repair_mends_each_mistake(items: str, keys: str, code: str, place: str, write: Write) -> None:
    """Where a mistake has a repair that can be made by itself, nothing is wrong after it."""
    text = room(items, keys)
    (found,) = write({"room.yaml": text}).problems
    if found.fix is not None and found.fix.edits:
        assert write({"room.yaml": mended(text, found.fix.edits)}).problems == ()


SPELT = [("June 26, 1953", "26 June 1953"), ("26.6.1953", "26 June 1953"), ("1953-06-26", "26 June 1953"),
         ("26th June 1953", "26 June 1953"), ("26 june 1953, night", "26 June 1953, night"), ("Juni 1953", "June 1953"),
         ("6/7/1953", None), ("the evening", None), ("26 June", None), ("26-22 June 1953", None)]  # fmt: skip


@pytest.mark.parametrize(("typed", "better"), SPELT)
def test_a_date_is_mended_only_where_there_is_no_doubt(typed: str, better: str | None, write: Write) -> None:
    """Other ways to write a date are explained with the right one; 6/7/1953 could be two days."""
    (found,) = write({"room.yaml": room(f"- date: {typed}")}).problems
    assert found.code == "bad-date"
    assert (found.fix.edits[0].text if found.fix else None) == better


MEANT = [("- if after 10.3.1953: Yes.", "", "10 March 1953"),
         ("- if chose turned away: Yes.", "", "turned-away"),
         ("- if turned-away: Yes.", "", "if chose turned-away"),
         ("- if turned-away is yes: Yes.", "", "if chose turned-away"),
         ("- if last: Yes.", "", "if seen last"),
         ("- then: army +1", "", "then: {army: +1}"),
         ("- iff army at least 3: Yes.\n  otherwise: No.", "", "if army at least 3: Yes."),
         ("- |\n  It was noon. {imaginde}", "", "It was noon. {imagined}"),
         ("- |\n  It was noon. {{knight}", "", "It was noon. {knight}"),
         ("- |\n  It was [[beria]]]].", "", "It was [[beria]]."),
         ("", "It was noon. (Knight)", "It was noon. {knight}"),
         ("", "It was noon {knight}.", "It was noon {knight}"),
         ("- I\n  He was\n  told.", "", "- |"),
         ("", "It was noon. (by some)", "It was noon. (by some) {imagined}")]  # fmt: skip


@pytest.mark.parametrize(("line", "card", "better"), MEANT)
def test_a_repair_says_what_was_meant(line: str, card: str, better: str, write: Write) -> None:
    """A date in figures, a name in two words, a source in brackets of another kind: none is mended into something else."""
    items = f"{line or '- It is quiet.'}\n- choice: Look away.\n  called: turned-away\n  to: last"
    text = room(items).replace("  last:\n", f"    record: |\n      {card or 'It was noon. {knight}'}\n  last:\n", 1)
    (found,) = [one for one in write({"room.yaml": text}).problems if one.severity == "error"]
    assert found.fix is not None
    assert better in found.fix.say


# -- whatever a file holds ---------------------------------------------------------------------------------------------


def fits(found: Reading, folder: Path) -> None:
    """What every reading keeps to, whatever it has read."""
    errors = [one for one in found.problems if one.severity == "error"]
    assert found.fit == (not errors)
    assert (found.story is None) == any(not one.place.file.endswith(".play.yaml") for one in errors)
    for one in found.problems:
        assert shown(one, "python main.py")
        assert 1 <= one.place.line <= one.place.end_line
        assert one.place.column >= 1
        assert (one.place.line, one.place.column) <= (one.place.end_line, one.place.end_column)
        assert not re.search(r"\b(mapping|scalar|sequence|YAML|dict|None|invalid|expected)\b|\?$", one.message)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped story, to be damaged and mended again."""
    folder = tmp_path_factory.mktemp("damaged") / "story"
    shutil.copytree(SHIPPED, folder)
    return folder


NAMES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml"))
SCRAPS = st.one_of(
    st.sampled_from(['"', "'", ":", ": ", "#", " #", "|", ">", "-", "- ", "\n", "  ", "\t", "{", "}", "[", "]", "[[", "*",
                     "&", "!", "%", ",", "if ", "otherwise: ", "\n- ", "\n      - choice: x", "then: ", "\r\n", "\x0b",
                     "\u2028", "\u00a0", "é", "---\n", "<<: ", "? ", "if x is 1 or (y is 2", "at least", "{R99}"]),
    st.text(max_size=4),
)  # fmt: skip
DAMAGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), SCRAPS), min_size=1, max_size=3)


@settings(max_examples=90, deadline=None)
@given(st.sampled_from(NAMES), DAMAGES)
def test_no_damage_brings_the_reader_down(damaged: Path, name: str, damages: list[tuple[float, int, str]]) -> None:
    """Whatever is cut out of a file or typed into it: it is read or explained, and never raises."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    for share, cut, scrap in damages:
        at = int(share * len(text))
        text = text[:at] + scrap + text[at + cut :]
    (damaged / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        fits(read(damaged), damaged)
    finally:
        shutil.copy(SHIPPED / name, damaged / name)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(damaged: Path, raw: bytes) -> None:
    """A file of any bytes is read or explained."""
    (damaged / "any.yaml").write_bytes(raw)
    try:
        fits(read(damaged), damaged)
    finally:
        (damaged / "any.yaml").unlink()


LINES = st.lists(st.sampled_from([*(SMALL / "room.yaml").read_text(encoding="utf-8").splitlines()]
                                 + [line[2:] for line in (SMALL / "story.yaml").read_text(encoding="utf-8").splitlines()]),
                 min_size=1, max_size=25)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(LINES)
@example(["facts:", "  zhukov:"])  # a tie of that name is asked about elsewhere
def test_lines_in_any_order_are_read_or_explained(damaged: Path, lines: list[str]) -> None:
    """Right lines in wrong places are no reason to stop."""
    (damaged / "any.yaml").write_text("\n".join(lines), encoding="utf-8")
    try:
        fits(read(damaged), damaged)
    finally:
        (damaged / "any.yaml").unlink()


LARGE = {
    "brackets": "a: " + "[" * 200_000,
    "braces": "{a: " * 100_000,
    "dashes": "- " * 100_000 + "a",
    "steps": "\n".join(" " * depth + "a:" for depth in range(1, 2000)),
    "bombs": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "keys": "chapter: x\n" + "\n".join(f"key{number}: x" for number in range(4_000)),
    "links": "chapter: x\nscenes:\n  a:\n    script:\n      - |\n" + "        [[a]] [[b]] {c} {d}\n" * 20_000,
    "letters": "chapter: " + "x" * 2_500_000,
    "conditions": "chapter: x\nscenes:\n  a:\n    script:\n      - if " + "(" * 5000 + "x: y",
    "negations": "chapter: x\nscenes:\n  a:\n    script:\n      - if " + "not " * 240 + "x is 1: y",
    "quotes": 'chapter: "' + "x\n\n" * 20_000,
    "numbers": "meters:\n  a: {name: A, scale: 0 to " + "9" * 10_000 + ", start: 0}",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_file_meant_to_bring_a_program_down_is_refused(text: str, write: Write) -> None:
    """Depth, length and repetition are answered with a problem that says so."""
    found = write({"room.yaml": room(), "any.yaml": text})
    assert {"any.yaml"} == {one.place.file for one in found.problems}
    assert found.story is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A stranger's story shows nothing of the computer that it is opened on."""
    (tmp_path / "secret.yaml").write_text("sources:\n  diary: Dear diary.\n", encoding="utf-8")
    folder = tmp_path / "story"
    shutil.copytree(SMALL, folder)
    try:
        (folder / "sources.yaml").symlink_to("../secret.yaml")
        (folder / "round.yaml").symlink_to("round.yaml")
        (folder / "below").symlink_to("..", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    found = read(folder)
    assert [(one.place.file, one.code) for one in found.problems] == [
        ("round.yaml", "cannot-open"),
        ("sources.yaml", "outside"),
    ]
    assert "diary" not in repr(found)


@pytest.mark.parametrize("name", ["Room (1).yaml", "b/my room.yaml", "room2.yml", "room2.YAML", "room2.yaml.txt"])
def test_no_file_is_passed_over_in_silence(name: str, write: Write) -> None:
    """A file that is meant to be read, and has a name that cannot be, is told, with the name that it should have."""
    (found,) = write({"room.yaml": room(), name: "chapter: The garden\n"}).problems
    assert (found.code, found.place.file) == ("file-name", name)
    assert re.search(r'"[a-zA-Z0-9/-]+\.yaml"', found.message)


BESIDE = [("garden.txt", "# mine\nchapter: The garden\n", ["warning"]), ("b/garden.docx", "PK", ["note"]),
          ("garden.rtf", "", ["note"]), ("~$garden.docx", "", []), ("notes.txt", "The garden: closed.\n", [])]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "severity"), BESIDE)
def test_a_file_that_may_have_been_meant_is_mentioned(name: str, text: str, severity: list[str], write: Write) -> None:
    """A chapter that was saved as a text, or by a word processor as its own kind; the story is fit without it."""
    reading = write({"room.yaml": room(), name: text})
    assert [one.severity for one in reading.problems] == severity
    assert all(one.code == "file-name" and "garden.yaml" in one.message for one in reading.problems)
    assert reading.fit


@pytest.mark.parametrize("name", ["Story.yaml", "story.yaml.txt", "story.yml"])
def test_a_misnamed_story_is_told_once(name: str, tmp_path: Path) -> None:
    """A story.yaml that is not quite called that is not told to be missing as well."""
    (tmp_path / name).write_text(DECLARED, encoding="utf-8")
    (tmp_path / "room.yaml").write_text(room(), encoding="utf-8")
    (found,) = read(tmp_path).problems
    assert found.code == "file-name"
    assert '"story.yaml"' in found.message


def test_other_files_may_lie_in_the_folder(write: Write) -> None:
    """Pictures, notes and hidden files are nobody's mistake."""
    beside = {"notes.txt": "a", "pictures/x.png": "a", ".room.yaml": "a", ".git/x.yaml": "a", "yaml": "a"}
    assert write({"room.yaml": room(), **beside}).problems == ()


def test_a_folder_without_a_story_says_so(tmp_path: Path) -> None:
    """The wrong folder is told as such, and nothing else about it."""
    assert [one.code for one in read(tmp_path).problems] == ["no-story"]
    assert [one.code for one in read(tmp_path / "nowhere").problems] == ["no-story"]


def test_files_of_windows_are_read_like_any_other(tmp_path: Path) -> None:
    """Line ends and a mark at the beginning, as Windows writes them, change nothing."""
    for path in SMALL.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        (tmp_path / path.name).write_bytes(text.encode("utf-8-sig"))
    assert read(tmp_path) == read(SMALL)


# -- the table of keys -------------------------------------------------------------------------------------------------


def keys_page() -> str:
    """docs/writing/keys.md, as the table of keys in game/lang/shape.py has it."""
    rows = ["| key | stands in | holds | what it is for |", "|---|---|---|---|"]
    for key in KEYS:
        places = ", ".join(f"{PLACES[place]}{' (needed)' if place in key.needed else ''}" for place in key.stands)
        rows.append(f"| `{key.name}` | {places} | {key.holds} | {key.says} |")
    return (
        "# Every key\n\nWhat may stand before a colon, where, and what it holds. Nothing else is a key; what is needed "
        "cannot be\nleft out. *Cases* are lines that begin with `if` and at last `otherwise`, in place of the value.\n\n"
        + "\n".join(rows)
        + "\n\n## All of them in one story\n"
    )


def test_the_guide_names_every_key() -> None:
    """The list of keys that teachers read is the one that the reader goes by."""
    assert KEYS_PAGE.read_text(encoding="utf-8").startswith(keys_page())


def test_the_example_in_the_guide_has_every_key(tmp_path: Path) -> None:
    """It is read in silence, its plays go as they say, and no key is left out."""
    blocks = BLOCK.findall(KEYS_PAGE.read_text(encoding="utf-8"))
    for _, name, text in blocks:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = read(tmp_path)
    assert found.problems == ()
    assert found.story is not None
    assert [one.said for one in walk(found.story, found.plays)] == [(), ()]
    assert {key.name for key in KEYS} <= set(
        re.findall(r"([a-z]+):(?: |$)", "".join(text for *_, text in blocks), re.M)
    ) | {"if"}


def test_a_key_that_is_added_would_be_missed_in_the_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison sees a key that is not there yet."""
    monkeypatch.setattr("tests.lang.test_read.KEYS", (*KEYS, replace(KEYS[0], name="new")))
    assert not KEYS_PAGE.read_text(encoding="utf-8").startswith(keys_page())


if __name__ == "__main__":
    *_, by_hand = KEYS_PAGE.read_text(encoding="utf-8").partition("\n## All of them in one story\n")
    KEYS_PAGE.write_text(f"{keys_page()}{by_hand}", encoding="utf-8")
