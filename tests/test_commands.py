"""The commands, as people and scripts type them."""

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import main
from game.core.journal import read
from game.lang.catalogue import PAGES
from tests.conftest import DECLARED

ROOT = Path(__file__).resolve().parent.parent
SMALL = str(ROOT / "tests" / "stories" / "small")


def run(*words: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLLECTIVE_LEADERSHIP_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, str(ROOT / "main.py"), *words], input=typed, capture_output=True,
                          encoding="utf-8", env=environment, cwd=home, check=False)  # fmt: skip


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    """Exit code and JSON object of a command run in this process."""
    code = main([*words, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1
    return code, found


def test_tell_gives_the_page_of_a_list_of_choices(capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers and ids alike; what was passed, what stands, what may be chosen, and why not."""
    code, page = told(capsys, "tell", "--story", SMALL)
    assert code == 0
    assert page["role"] == "zhukov"
    assert page["scene"] == "room/anteroom"
    assert page["date"] == "26 June 1953"
    assert page["text"] == "You wait beside the car keys. “Now,” says nobody.\n\nA clock ticks."
    assert page["passed"] == []
    choices = page["choices"]
    assert isinstance(choices, list)
    assert [choice["id"] for choice in choices] == ["knocked", "who-is-in-there", "call-the-guard", "count-to-ten"]
    assert choices[1]["text"] == "“Who is in there?”"
    assert choices[2] == {"number": 3, "id": "call-the-guard", "text": "Call the guard.", "open": False,
                          "why": "The guard is not yours."}  # fmt: skip
    assert page["meters"] == {"army": 4, "nerve": 2}
    assert page["ending"] is None


def test_tell_tells_votes_and_cards_that_were_passed(capsys: pytest.CaptureFixture[str]) -> None:
    """They take no entry in the list; hands and sources are ids."""
    _, page = told(capsys, "tell", "--story", SMALL, "--choices", "knocked, 1", "--all")
    assert page["passed"] == [
        {"kind": "record", "statements": [
            {"what": "The marshal waited in an anteroom.", "status": "documented", "sources": ["knight"]},
            {"what": "Nobody counted.", "status": "imagined", "sources": []}]},
        {"kind": "vote", "motion": "Relieve the minister", "for": ["zhukov", "khrushchev"], "against": ["beria"],
         "abstain": [], "carried": True, "said": {"zhukov": "He heard you knock."}}]  # fmt: skip
    assert page["text"] == "It is done."
    assert page["hidden"] == {"zhukov": 1}
    assert page["facts"] == {"beria": "arrested"}


def test_tell_tells_a_motion_that_was_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """As many against as for: not carried, and the story goes where it goes then."""
    _, page = told(capsys, "tell", "--story", SMALL, "--choices", "count-to-ten")
    passed = page["passed"]
    assert isinstance(passed, list)
    assert [one["carried"] for one in passed if one["kind"] == "vote"] == [False]
    assert page["scene"] == "room/home"


def test_tell_puts_an_endings_own_card_last(capsys: pytest.CaptureFixture[str]) -> None:
    """Although a player reads it after the text."""
    _, page = told(capsys, "tell", "--story", SMALL, "--choices", "knocked,salute,1")
    assert page["ending"] == {"id": "room/car", "title": "The car", "follows_record": True}
    assert page["text"] == "The car drives off."
    assert page["choices"] == []
    assert page["passed"] == [
        {
            "kind": "record",
            "statements": [{"what": "He was driven away.", "status": "documented", "sources": ["knight"]}],
        }
    ]
    assert main(["tell", "--story", SMALL, "--choices", "knocked,salute,1"]) == 0
    text = capsys.readouterr().out
    assert text.index("The car drives off.") < text.index("DOCUMENTED: He was driven away.")


@pytest.mark.parametrize(
    ("choices", "at"), [("9", 1), ("knocked,no-such", 2), ("call-the-guard", 1), ("knocked,salute,1,1", 4)]
)
def test_tell_refuses_a_bad_entry_and_says_which(capsys: pytest.CaptureFixture[str], choices: str, at: int) -> None:
    """Exit 1; `at` counts the entries from 1; one that is shut is as bad as one that is not there."""
    code, found = told(capsys, "tell", "--story", SMALL, "--choices", choices)
    assert code == 1
    error = found["error"]
    assert isinstance(error, dict)
    assert error["at"] == at


@pytest.mark.parametrize(
    "words",
    [["tell", "--story", "nowhere"], ["fly"], ["tell", "--wings"], ["explain"] * 3, ["pasts"],
     ["screens", "x", "--size", "wide"], ["screens", "x", "--size", "1x1"], ["play", "--terminal", "--role", "x", "--story", SMALL]],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], tmp_path: Path
) -> None:
    """On stderr, without a traceback, with exit 2 (1 for a role that is not there)."""
    code = main([*words, "--home", str(tmp_path)])
    caught = capsys.readouterr()
    assert code == (1 if "--role" in words else 2)
    assert caught.out == ""
    assert caught.err.strip().endswith((".", "commands.", "play --terminal"))
    assert "Traceback" not in caught.err


def test_an_error_is_json_where_json_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Also for a command line that could not be read."""
    assert told(capsys, "tell", "--wings")[0] == 2
    assert told(capsys, "check", "--story", "nowhere")[0] == 2
    assert told(capsys, "check", "khrushchev/june-1953.yaml")[0] == 0, "the path that problems bear"


def test_where_and_version_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The folders that --home moves, and a number."""
    for words in (["where", "--home", str(tmp_path)], ["--home", str(tmp_path), "where"]):
        assert main(words) == 0
        assert str(tmp_path / "games") in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Collective Leadership 0.")


def test_the_terminal_plays_to_an_ending_from_piped_input(tmp_path: Path) -> None:
    """Cards and votes are printed without waiting; a word is looked up; the end of input saves and leaves with 0."""
    typed = "1\n1\nzis\n1\nknocked\n1\n1\n1\n"
    done = run("play", "--terminal", "--story", SMALL, home=tmp_path, typed=typed)
    assert done.returncode == 0, done.stderr
    for line in ("A black car.", "The guard is not yours.", "DOCUMENTED: The marshal waited", "The motion carries: 2 for, 1 against.",
                 "THE CAR"):  # fmt: skip
        assert line in done.stdout
    (kept,) = (tmp_path / "games").glob("*.journal")
    assert len(read(kept.read_text(encoding="utf-8")).line()) == 3


def test_a_scene_is_begun_with_a_past_that_can_have_been(tmp_path: Path) -> None:
    """`play --at` shows the choices of its past; `--another` shows others; `tell` leads to the same page by them."""
    known = []
    for another in ([], ["--another"]):
        done = run("play", "--terminal", "--at", "bench", *another, home=tmp_path)
        assert done.returncode == 0, done.stderr
        past = done.stdout.splitlines()[0].rpartition(": ")[2]
        page = run("tell", "--choices", past, "--json", home=tmp_path)
        assert json.loads(page.stdout)["scene"] == "khrushchev/june-1953/bench"
        known.append(past)
    assert known[0] != known[1]
    assert run("play", "--terminal", "--at", "bensh", home=tmp_path).stderr.strip().endswith("june-1953/bench.")


def test_what_is_seen_by_a_command_is_seen_by_it(tmp_path: Path) -> None:
    """Typed as it stands, the line that `check` prints shows the very page; of a story in a folder of its own."""
    (room,) = re.findall(
        r"^```yaml room.yaml\n(.*?)^```$", (PAGES / "all-shut.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    folder = tmp_path / "my story"
    folder.mkdir()
    (folder / "story.yaml").write_text(DECLARED, encoding="utf-8")
    (folder / "room.yaml").write_text(room, encoding="utf-8")
    done = run("check", str(folder), home=tmp_path)
    assert done.returncode == 1
    (typed,) = re.findall(r"Seen by:  .*?main\.py (.*)", done.stdout)
    seen = run(*shlex.split(typed), "--json", home=tmp_path)
    assert [choice["open"] for choice in json.loads(seen.stdout)["choices"]] == [False, False]


def test_the_terminal_continues_where_input_ended(tmp_path: Path) -> None:
    """The title shows Continue first, and it leads to the page that was left."""
    run("play", "--terminal", "--story", SMALL, home=tmp_path, typed="1\n1\n1\n")
    again = run("play", "--terminal", "--story", SMALL, home=tmp_path, typed="1\n")
    assert "1. Continue" in again.stdout
    assert "The door opens a hand’s width." in again.stdout


def test_role_and_choices_begin_a_new_game(tmp_path: Path) -> None:
    """Without the title; the game is kept like any other."""
    done = run("play", "--terminal", "--story", SMALL, "--choices", "knocked,salute", home=tmp_path)
    assert "It is done." in done.stdout
    assert "NEW GAME" not in done.stdout.upper()
    assert len(list((tmp_path / "games").glob("*.journal"))) == 1


def test_a_killed_process_has_kept_every_choice(tmp_path: Path) -> None:
    """kill -9 while the next decision waits: the journal holds all choices whose pages were shown."""
    environment = {**os.environ, "COLLECTIVE_LEADERSHIP_HOME": str(tmp_path)}
    child = subprocess.Popen([sys.executable, "-u", str(ROOT / "main.py"), "play", "--terminal", "--story", SMALL, "--role", "zhukov"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8")  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write("1\n")
    child.stdin.flush()
    while "hand’s width" not in (line := child.stdout.readline()):
        assert line, "the page after the choice never came"
    child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    child.communicate()
    (kept,) = (tmp_path / "games").glob("*.journal")
    assert [entry.choice for entry in read(kept.read_text(encoding="utf-8")).line()] == ["knocked"]


def test_without_a_screen_the_window_says_so(tmp_path: Path) -> None:
    """One sentence that names the terminal, exit 2."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}  # fmt: skip
    environment["XDG_RUNTIME_DIR"] = str(tmp_path)  # where it is missing a library of the system grumbles first
    done = subprocess.run([sys.executable, str(ROOT / "main.py"), "--home", str(tmp_path)], capture_output=True,
                          encoding="utf-8", env=environment, check=False)  # fmt: skip
    if sys.platform == "linux":
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "play --terminal" in done.stderr


def test_a_story_with_an_error_is_refused_with_its_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """check prints the problem and says 1; tell names the place; the terminal shows the page that explains it."""
    for file in Path(SMALL).iterdir():
        text = file.read_text(encoding="utf-8").replace("to: car", "to: carr")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert "unknown-scene" in capsys.readouterr().out
    code, found = told(capsys, "check", str(tmp_path))
    assert (code, found["fit"]) == (1, False)
    code, found = told(capsys, "tell", "--story", str(tmp_path))
    assert code == 1
    assert "room.yaml" in str(found["error"])
    done = run("play", "--terminal", "--story", str(tmp_path), home=tmp_path, typed="2\n")
    assert done.returncode == 0
    assert "to: carr" in done.stdout


def test_what_nobody_foresaw_is_a_sentence_and_a_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No traceback reaches the reader; the log has it."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr("game.lang.read.read", broken)
    assert main(["check", "--home", str(tmp_path)]) == 2
    caught = capsys.readouterr()
    assert "Traceback" not in caught.err + caught.out
    assert str(tmp_path) in caught.err
    assert "nobody thought of this" in (tmp_path / "log.txt").read_text(encoding="utf-8")


def test_a_full_disk_loses_nothing_and_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A choice that cannot be kept is not made: the page stays, with the reason, until it can be."""
    from game.app.message import Choose, NewGame
    from game.shell import Shell
    from game.store import Store

    shell = Shell(Path(SMALL), Store(tmp_path), "0.1.0")
    shell.send(NewGame("zhukov"))
    before = shell.page()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        refused = shell.send(Choose(1))
    assert refused is not None
    assert "No space left on device" in str(refused)
    assert [button.message for button in refused.buttons()] == [button.message for button in before.buttons()]
    assert "hand’s width" in str(shell.send(Choose(1)))


def test_the_terminal_says_what_it_understands(tmp_path: Path) -> None:
    """An answer that fits nothing is asked again, and costs nothing."""
    done = run("play", "--terminal", "--story", SMALL, "--role", "zhukov", home=tmp_path, typed="dance\n3\n\n1\n")
    assert done.stdout.count("A number chooses.") >= 3
    assert "That choice is shut. The guard is not yours." in done.stdout
    assert "hand’s width" in done.stdout


def test_told_pages_need_no_utf8_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On an old code page Russian letters are replaced, and nothing breaks."""
    old = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", old)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["play", "--terminal", "--home", str(tmp_path)]) == 0
