"""A story in another tongue: what is translated is shown, what is not is played in the original, and nothing else changes."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.app.pages.play import choice_words
from game.app.tell import played, told
from game.cli import main
from game.core.journal import Chosen, Journal, Start, replay
from game.core.play import begin, step
from game.core.story import Story
from game.core.text import TOKEN, plain
from game.lang.read import Reading, read
from game.lang.translation import spoken, updated
from game.shell import Shell
from game.store import Store
from tests.conftest import DECLARED, SHIPPED

TALE = """\
chapter: The door
role: zhukov
date: 26 June 1953
place: A room
scenes:
  first:
    script:
      - |
        You wait behind the
        second door.

        [[beria]] talks. {knight}
      - choice: Go in.
        to: inside
  inside:
    ending: Inside
    history: yes
    script:
      - You go in, and nobody looks.
"""


def loud(text: str) -> str:
    """A tongue that needs no learning: capitals, but for marks and the names of links."""

    def kept(found: re.Match[str]) -> str:
        if found[1] is not None:
            return f"[[{found[1]}|{(found[2] or found[1].replace('-', ' ')).upper()}]]"
        return found[0] if found[4] is None else f"*{loud(found[4])}*"

    ends = [0, *(place for found in TOKEN.finditer(text) for place in found.span()), len(text)]
    between = [text[begin:end].upper() for begin, end in zip(ends[::2], ends[1::2], strict=True)]
    tokens = [*(kept(found) for found in TOKEN.finditer(text)), ""]
    return "".join(part for pair in zip(between, tokens, strict=True) for part in pair)


def translate(folder: Path, story: Story, how: Callable[[str], str] = loud) -> polib.POFile:
    """Every text of a story, as a diligent teacher leaves it."""
    assert isinstance(updated(story, folder, "xx"), str)
    file = polib.pofile(str(folder / "translations" / "xx.po"))
    for entry in file:
        entry.msgstr = how(entry.msgid)
    file.save()
    return file


@pytest.fixture
def tale(tmp_path: Path, reading: Callable[..., Reading]) -> Story:
    story = reading(TALE).story
    assert story is not None
    return story


def entries(folder: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(folder / "translations" / "xx.po"))}


# -- played in another tongue ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped story, with every word of it translated."""
    folder = tmp_path_factory.mktemp("story") / "loud"
    shutil.copytree(SHIPPED, folder)
    story = read(folder).story
    assert story is not None
    translate(folder, story)
    return folder


def texts(found: object) -> Iterator[str]:
    """What of a page of `tell` is read."""
    match found:
        case dict():
            for key, value in found.items():
                if key in ("text", "what", "motion", "title", "date", "place", "chapter"):
                    yield value
                elif key not in ("role", "scene", "kind", "id", "why"):
                    yield from texts(value)
                elif key == "why" and value not in (None, "Not now.") and "(now" not in value:
                    yield value
        case list():
            for one in found:
                yield from texts(one)


def test_every_play_walks_the_same_and_shows_no_word_of_the_original(folder: Path) -> None:
    """The same choices by the same ids lead through the same states; every word on the way is the translation's."""
    whole = read(folder)
    reading = read(folder, "xx")
    assert whole.story is not None
    assert reading.story is not None
    assert reading.problems == whole.problems
    met = 0
    for play in whole.plays:
        first, other = begin(whole.story, play.role), begin(reading.story, play.role)
        for number, wanted in enumerate(play.choices):
            assert [one.choice.id for one in other.options] == [one.choice.id for one in first.options]
            page = told(reading.story, played(reading.story, play.role, play.choices[:number]))
            shown = [text for text in texts(page) if text]
            assert [text for text in shown if text != text.upper()] == []
            met += len(shown)
            first, other = step(whole.story, first, wanted), step(reading.story, other, wanted)
            assert other.state == first.state
        end = told(reading.story, played(reading.story, play.role, play.choices))
        assert [text for text in texts(end) if text != text.upper()] == []
        for key in ("became", "questions"):
            assert [text for text in _read(end.get(key)) if text != text.upper()] == []
    assert met > 1000


def _read(found: object) -> Iterator[str]:
    yield from found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()


def test_what_stands_outside_the_scenes_is_translated(folder: Path) -> None:
    """Title, roles, meters, people and terms, descriptions of pictures, questions."""
    story = read(folder, "xx").story
    assert story is not None
    role = next(iter(story.roles.values()))
    shown = [story.title, role.about, role.goal, role.warning, *(text for one in role.questions for _, text in one)]
    shown += [meter.title for meter in story.meters.values() if not meter.hidden]
    for entry in story.entries.values():
        shown += [entry.name, entry.kind, *(text for _, text in (*entry.about, *entry.became))]
    shown += [scene.warning for scene in story.scenes.values()]
    shown += [*story.pictures.values(), *(title for title, _ in story.branches.values())]
    assert [text for text in map(plain, shown) if text != text.upper()] == []
    assert len(shown) > 100


def test_a_game_of_the_original_goes_on_in_the_translation(reading: Callable[..., Reading], tmp_path: Path) -> None:
    """Also where a choice was known by its words, which only the original still has, and is called something by now."""
    tale = reading(TALE.replace("Go in.\n", "Go in.\n        called: entered\n")).story
    assert tale is not None
    translate(tmp_path, tale, lambda text: "Войти." if text == "Go in." else loud(text))
    story, _ = spoken(tale, tmp_path, "xx")
    known = Chosen("room/first", "go-in", "what it did then", ("go-in",))
    game = replay(story, Journal(Start("", "zhukov", 1, ""), (known,)))
    assert game.lost is None
    assert game.turns[-1].state.scene == "room/inside"


# -- one that is not whole ---------------------------------------------------------------------------------------------


def test_what_is_not_translated_or_no_more_is_played_in_the_original(tale: Story, tmp_path: Path) -> None:
    """A paragraph at a time: one is missing, one is marked as doubtful, one belongs to words that were changed since."""
    file = translate(tmp_path, tale)
    here = {entry.msgid: entry for entry in file}
    here["Go in."].msgstr = ""
    here["A room"].flags = ["fuzzy"]
    file.save()
    room = tmp_path / "room.yaml"
    room.write_text(room.read_text(encoding="utf-8").replace("second door", "third door"), encoding="utf-8")
    reading = read(tmp_path, "xx")
    assert reading.story is not None
    turn = begin(reading.story, "zhukov")
    line = turn.shown[0]
    assert plain(line.text) == "You wait behind the third door.\n\nBERIA TALKS."  # type: ignore[union-attr]
    assert turn.heading.place == "A room"
    assert choice_words(turn.options[0].choice)[0].text == "Go in."
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("[[beria|ОН]] ГОВОРИТ.", "lacks {knight}"),
        ("[[берия|ОН]] ГОВОРИТ. {knight}", "lacks [[beria]] and adds [[берия]]"),
        ("[[beria|ОН]] ГОВОРИТ. {knight", "lacks {knight} and adds {"),
        ("[[beria|ОН]] ГОВОРИТ. {knight} {imagined}", "adds {imagined}"),
    ],
)
def test_a_text_that_lost_a_mark_or_a_link_is_told_and_played_in_the_original(
    tale: Story, tmp_path: Path, said: str, wrong: str
) -> None:
    """A mark is a claim, so it is never lost in silence; the rest of the story is translated all the same."""
    file = translate(tmp_path, tale)
    next(entry for entry in file if entry.msgid.startswith("[[beria]]")).msgstr = said
    file.save()
    story, problems = spoken(tale, tmp_path, "xx")
    assert [(one.code, one.severity) for one in problems] == [("translation-differs", "warning")]
    assert wrong in problems[0].message
    assert said in problems[0].line
    assert "[[beria]] talks. {knight}" in begin(story, "zhukov").shown[0].text  # type: ignore[union-attr]
    assert story.title == "A SMALL STORY"


def test_a_date_may_be_shown_in_other_words(tale: Story, tmp_path: Path) -> None:
    """It is reckoned as it was written, and stands once in the file, however many scenes it heads."""
    file = translate(tmp_path, tale)
    (date,) = [entry for entry in file if entry.msgid == "26 June 1953"]
    date.msgstr = "26 июня 1953 года"
    file.save()
    story, _ = spoken(tale, tmp_path, "xx")
    page = told(story, played(story, "zhukov", ()))
    assert page["date"] == "26 июня 1953 года"
    assert begin(story, "zhukov").heading.date == "26 June 1953"


# -- kept up to date ---------------------------------------------------------------------------------------------------


def test_a_new_file_shows_each_paragraph_where_it_stands(tale: Story, tmp_path: Path) -> None:
    """In one line, under its scene, with file and line, and who or what it is."""
    updated(tale, tmp_path, "xx")
    found = entries(tmp_path)
    door = found["You wait behind the second door."]
    assert (door.msgctxt, door.occurrences, door.msgstr) == ("room/first", [("room.yaml", "9")], "")
    assert found["[[beria]] talks. {knight}"].occurrences == [("room.yaml", "12")]
    assert (found["Go in."].comment, found["Go in."].occurrences) == ("choice", [("room.yaml", "13")])
    assert found["Georgy Zhukov"].msgctxt == "zhukov"
    assert found["A marshal."].occurrences == [("story.yaml", "12")]


def test_finished_work_is_kept_and_what_has_changed_is_marked(tale: Story, tmp_path: Path) -> None:
    """What was reworded keeps its translation as doubtful, with the words before; what is gone is kept apart."""
    translate(tmp_path, tale)
    room = tmp_path / "room.yaml"
    text = room.read_text(encoding="utf-8").replace("second door", "third door").replace("Go in.", "Stay out here.")
    room.write_text(text.replace("  inside:", "  within:").replace("to: inside", "to: within"), encoding="utf-8")
    story = read(tmp_path).story
    assert story is not None
    for _ in range(2):
        said = updated(story, tmp_path, "xx")
        found = entries(tmp_path)
        door = found["You wait behind the third door."]
        assert (door.msgstr, door.flags, door.previous_msgid) == (
            "YOU WAIT BEHIND THE SECOND DOOR.", ["fuzzy"], "You wait behind the second door.")  # fmt: skip
        assert found["Stay out here."].msgstr == ""
        assert found["Go in."].obsolete
        moved = found["You go in, and nobody looks."]
        assert (moved.msgctxt, moved.msgstr, moved.flags) == ("room/within", "YOU GO IN, AND NOBODY LOOKS.", [])
        assert not moved.obsolete
    file = polib.pofile(str(tmp_path / "translations" / "xx.po"))
    whole = sum(not entry.obsolete for entry in file)
    assert f"{whole - 2} of {whole} texts are translated, 1 are" in str(said)
    room.write_text(TALE, encoding="utf-8")
    updated(tale, tmp_path, "xx")
    assert (entries(tmp_path)["Go in."].msgstr, entries(tmp_path)["Go in."].obsolete) == ("GO IN.", False)


# -- files that are none -----------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(), st.lists(st.sampled_from(
    ['msgid "a"', 'msgstr "b"', "msgstr[", "msgstr[0]", 'msgctxt "c"', '"', '"d"', "#, fuzzy", "#| msgid", "#~", "#:",
     'msgid_plural "e"', "#|", "# f", "", "msgid", 'msgid ""', "msgstr[x] \"\""])).map(lambda found: "\n".join(found).encode())))  # fmt: skip
def test_no_bytes_bring_the_game_down(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Whatever lies there, the story is played; a file that cannot be read is never written over."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "story.yaml").write_text(DECLARED, encoding="utf-8")
    (folder / "room.yaml").write_text(TALE, encoding="utf-8")
    (folder / "translations").mkdir()
    file = folder / "translations" / "xx.po"
    file.write_bytes(raw)
    reading = read(folder, "xx")
    assert reading.story is not None
    assert reading.fit
    if reading.unspoken:
        assert not isinstance(updated(reading.story, folder, "xx"), str)
        assert file.read_bytes() == raw


def test_a_link_out_of_the_folder_is_not_followed(tale: Story, tmp_path: Path) -> None:
    """A story reads nothing that is not in its folder."""
    translate(tmp_path, tale)
    file = tmp_path / "translations" / "xx.po"
    other = tmp_path.parent / f"{tmp_path.name}.po"
    file.rename(other)
    try:
        file.symlink_to(other)
    except OSError:
        pytest.skip("this system makes no links")
    assert read(tmp_path, "xx").unspoken


# -- as people type it -------------------------------------------------------------------------------------------------


def test_a_translation_is_made_checked_and_played(
    tale: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The four commands that speak of it; a language that is not there is answered with those that are."""
    story = str(tmp_path)
    assert main(["translate", "xx", story]) == 0
    assert "0 of " in capsys.readouterr().out
    translate(tmp_path, tale)
    assert main(["tell", "--story", story, "--language", "xx"]) == 0
    assert "YOU WAIT BEHIND THE SECOND DOOR." in capsys.readouterr().out
    assert main(["tell", "--story", story, "--language", "en"]) == 0
    assert "You wait behind the second door." in capsys.readouterr().out
    assert main(["tell", "--story", story, "--language", "de"]) == 1
    assert 'There is no translation "de". The story has: xx.' in capsys.readouterr().err
    assert main(["translate", "../xx", story]) == 2
    assert "names no language" in capsys.readouterr().err
    (tmp_path / "translations" / "xx.po").write_text("msgid", encoding="utf-8")
    assert main(["tell", "--story", story, "--language", "xx"]) == 0
    said = capsys.readouterr()
    assert "You wait behind the second door." in said.out
    assert "the original is played" in said.err
    assert main(["check", story]) == 0
    assert main(["check", story, "--strict"]) == 1
    assert "translation-unreadable" in capsys.readouterr().out
    assert main(["translate", "xx", story]) == 1
    assert (tmp_path / "translations" / "xx.po").read_text(encoding="utf-8") == "msgid"


def test_a_window_says_why_it_speaks_the_original(tale: Story, tmp_path: Path) -> None:
    """On its title page, once; a translation that can be read is told from the first page on."""
    translate(tmp_path, tale)
    assert "A SMALL STORY" in str(Shell(tmp_path, Store(tmp_path / "home"), "0", tongue="xx").page())
    (tmp_path / "translations" / "xx.po").write_text("msgid", encoding="utf-8")
    page = str(Shell(tmp_path, Store(tmp_path / "home"), "0", tongue="xx").page())
    assert "A small story" in page
    assert "the original is played" in page
