"""What the guide for a first branch tells a teacher to type is typed, and answers as it says."""

import re
import shutil
from pathlib import Path

import pytest

from game.author.check import checked, summary
from game.author.walk import walk
from game.core.play import Line, begin, step
from game.core.problem import shown
from game.core.text import plain
from game.lang.read import Reading, read
from tests.conftest import ROOT, SHIPPED

GUIDE = (ROOT / "docs" / "writing" / "first-branch.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: ([\w ]+))?\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
WHOLE = [text for kind, name, text in BLOCKS if kind == "yaml" and not name]
ADDED = {name: text for kind, name, text in BLOCKS if name}
ANSWERS = [text.rstrip() for kind, _, text in BLOCKS if kind == "text"]
START = "python3 -m uv run main.py"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "story")


def written(story: Path, branch: str, play: str = "") -> Reading:
    (story / "branches" / "the-housekeeper.yaml").write_text(branch, encoding="utf-8")
    if play:
        (story / "branches" / "the-housekeeper.play.yaml").write_text(play, encoding="utf-8")
    return read(story)


def answered(reading: Reading) -> str:
    reading, proofs = checked(reading)
    return "\n\n".join([*(shown(one, START) for one in reading.problems), summary(reading, proofs)])


def whole() -> str:
    """The branch at the guide's end: its second file, with what is added to it below."""
    head, scenes = WHOLE[1].split("\nscenes:\n")
    return f"{head}{ADDED['under joins']}\nscenes:\n{scenes}{ADDED['under kitchen']}"


def test_the_first_file_answers_as_the_guide_says(story: Path) -> None:
    """One choice more: fit to play, and it is the fourth on the first page."""
    found = written(story, WHOLE[0])
    assert answered(found) == ANSWERS[0]
    assert found.story is not None
    options = begin(found.story, "khrushchev").options
    assert [option.number for option in options if "housekeeper" in option.choice.words] == [4]


def test_the_slip_is_told_as_the_guide_shows_it(story: Path) -> None:
    """The very words, with file, line and what to write."""
    assert answered(written(story, WHOLE[0].replace("/shoes", "/shoos"))) == ANSWERS[1]


def test_each_step_is_fit_and_the_last_is_remembered(story: Path) -> None:
    """Nothing to report at any step; the glass stands there three days later; the play goes as written."""
    for branch in (WHOLE[1], whole()):
        assert checked(written(story, branch))[0].problems == ()
    found = written(story, whole(), ADDED["play"])
    assert found.story is not None
    assert found.problems == ()
    assert all(result.passed for result in walk(found.story, found.plays))
    turn = begin(found.story, "khrushchev")
    (asked,) = re.findall(r"tell --choices (\S+)", GUIDE)
    for wanted in asked.split(","):
        turn = step(found.story, turn, turn.options[int(wanted) - 1].choice.id if wanted.isdigit() else wanted)
    assert "the seventh glass is still standing" in " ".join(
        plain(one.text) for one in turn.shown if isinstance(one, Line)
    )


def test_the_longer_example_is_fit(story: Path) -> None:
    """A shut door, a person, a term, a source, a fact, a passage for those who asked to be spared."""
    found = written(story, WHOLE[2])
    assert found.problems == ()
    assert found.story is not None
    history = next(play for play in found.plays if play.file == "plays/history.play.yaml")
    at = history.choices.index("to-voroshilov")
    wanted = (*history.choices[:at], "sent-for-nurse", "ask-her-name-and-write-it-down")
    turn = begin(found.story, "khrushchev")
    for one in wanted:
        shut = [option.choice.id for option in turn.options if not option.open]
        turn = step(found.story, turn, one)
    assert shut == ["you-heard-what-i-told-them-that-night"]
    assert "a nurse’s name on it" in " ".join(plain(line.text) for line in turn.shown if isinstance(line, Line))


def test_the_longer_one_to_copy_from_is_a_branch_of_five_scenes() -> None:
    """The shipped branch: joins, a fact of its own, a take, and no line of the trunk touched."""
    found = read(SHIPPED)
    assert found.story is not None
    own = [name for name in found.story.scenes if name.startswith("branches/the-decembrists/")]
    assert len(own) == 5
    assert "branches/the-decembrists/chair" in found.story.facts
