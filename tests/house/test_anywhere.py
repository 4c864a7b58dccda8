"""Odd folders, old code pages, other people's line ends, an old Python: a sentence at worst, and never a traceback."""

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from game.cli import main

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "main.py"
STORY = ROOT / "story" / "collective-leadership"
SMALL = ROOT / "tests" / "stories" / "small"


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's own games are touched."""
    monkeypatch.setenv("COLLECTIVE_LEADERSHIP_HOME", str(tmp_path / "own"))


def run(
    *words: str, typed: bytes = b"", python: tuple[str, ...] = (), environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of main.py in a process of its own; its bytes must be UTF-8."""
    done = subprocess.run([sys.executable, *python, str(MAIN), *words], input=typed, capture_output=True, check=False,
                          env={**os.environ, **environment})  # fmt: skip
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in out + err
    return done.returncode, out, err


# -- folders -----------------------------------------------------------------------------------------------------------


def test_a_home_with_spaces_and_cyrillic(tmp_path: Path) -> None:
    """A game is kept in such a folder, found again, and the folder is named as it is."""
    home = tmp_path / "Мои документы, 8 класс"
    code, _, _ = run("play", "--terminal", "--story", str(SMALL), "--home", str(home), typed=b"1\n1\n1\n")
    assert code == 0
    assert len(list((home / "games").glob("*.journal"))) == 1
    code, out, _ = run("play", "--terminal", "--story", str(SMALL), "--home", str(home))
    assert "Continue" in out
    code, out, _ = run("where", "--home", str(home))
    assert str(home) in out


def test_a_story_in_a_folder_with_spaces_and_cyrillic(tmp_path: Path) -> None:
    """It is read, told and drawn from there."""
    story = tmp_path / "Моя история" / "июнь 1953"
    shutil.copytree(SMALL, story)
    assert run("check", str(story))[0] == 0
    code, _, err = run("screens", str(tmp_path / "картинки"), "--story", str(story))
    assert code == 0, err
    assert (tmp_path / "картинки" / "scene.png").stat().st_size > 0


def test_a_home_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """A file stands where the folder should be: the game says so and goes on or leaves, but does not fall."""
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    code, out, err = run("play", "--terminal", "--story", str(SMALL), "--home", str(tmp_path / "home"), typed=b"1\n1\n")
    assert code in (0, 2)
    assert str(tmp_path / "home") in out + err


# -- code pages --------------------------------------------------------------------------------------------------------

OLD = [{"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
       {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii:strict"}]  # fmt: skip


@pytest.mark.parametrize("environment", OLD, ids=lambda one: ",".join(f"{name}={value}" for name, value in one.items()))
def test_an_old_code_page_breaks_no_letter(environment: dict[str, str], tmp_path: Path) -> None:
    """The shipped story and its lists of choices come out the same, in UTF-8, whatever the system thinks it writes."""
    told = run("tell", "--json", environment={"PYTHONUTF8": "1"})
    assert run("tell", "--json", environment=environment) == told
    assert told[0] == 0
    code, out, _ = run("play", "--terminal", "--home", str(tmp_path), typed=b"1\n1\n", environment=environment)
    assert code == 0
    assert "\ufffd" not in out


@pytest.mark.parametrize("environment", OLD, ids=lambda one: ",".join(f"{name}={value}" for name, value in one.items()))
def test_bytes_that_are_no_letters_are_an_answer_like_another(environment: dict[str, str], tmp_path: Path) -> None:
    """Half a letter, a zero, an escape: asked again, and the next answer counts."""
    typed = b"1\n1\n\xd0\n\x00\x1b[A\n\xff\xfe\n1\n"
    code, out, _ = run(
        "play", "--terminal", "--story", str(SMALL), "--home", str(tmp_path), typed=typed, environment=environment
    )
    assert code == 0
    assert "hand’s width" in out


# -- line ends ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_windows_line_ends_read_as_the_same_story(mark: bytes, tmp_path: Path) -> None:
    """A copy saved by a Windows editor is the same story, word for word, and its plays end alike."""
    from game.lang.read import read

    story = tmp_path / STORY.name
    shutil.copytree(STORY, story)
    for path in story.rglob("*.yaml"):
        path.write_bytes(mark + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    ours, theirs = read(STORY), read(story)
    assert ours.story is not None
    assert theirs.problems == ours.problems
    assert theirs.story is not None
    assert plain(theirs.story) == plain(ours.story)
    assert main(["walk", str(story)]) == 0


def test_a_mistake_is_shown_alike_with_windows_line_ends(tmp_path: Path) -> None:
    """The same places, the author's own line without a trace of its end, the same repair."""
    from game.lang.read import read

    found = []
    for folder, end in (("ours", b"\n"), ("theirs", b"\r\n")):
        shutil.copytree(SMALL, tmp_path / folder)
        for path in (tmp_path / folder).rglob("*.yaml"):
            text = path.read_bytes().replace(b"\r\n", b"\n").replace(b"to: car", b"to: carr")
            path.write_bytes(text.replace(b"\n", end))
        found.append(read(tmp_path / folder).problems)
    assert found[0] == found[1]
    assert "\r" not in str(found)
    assert [problem.line.strip() for problem in found[0] if problem.code == "unknown-scene"] == ["to: carr"]


def plain(story: object) -> str:
    """All that a story says. Conditions are functions, which show their address: that is left out."""
    return re.sub(r"<function (.*?) at 0x[0-9a-f]+>", r"<\1>", repr(story))


# -- an old Python, a bare Python --------------------------------------------------------------------------------------

TYPE = "type  python3 -m pip install uv  and after it  python3 -m uv run main.py\n"


def test_main_can_be_read_by_any_python() -> None:
    """No word of a newer grammar: f-strings, annotations, walrus, match and the like would be a traceback before a sentence."""
    tree = ast.parse(MAIN.read_text(encoding="ascii"), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef, ast.Starred, ast.Nonlocal)
    assert [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, newer)] == []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert [one.arg for one in node.args.args if one.annotation] == []


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 0, 1), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_what_to_type(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence with the version that was found and the two commands; exit 2."""
    monkeypatch.setattr(sys, "version_info", (*version, "final", 0))
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(MAIN), run_name="__main__")
    caught = capsys.readouterr()
    assert left.value.code == 2
    assert caught.out == ""
    assert caught.err.startswith(
        f"Collective Leadership needs Python 3.11 or newer, and this is {version[0]}.{version[1]}:"
    )
    assert caught.err.endswith(TYPE)


def test_windows_is_told_its_own_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """There Python is started as py."""
    monkeypatch.setattr(sys, "version_info", (3, 8, 0, "final", 0))
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(SystemExit):
        runpy.run_path(str(MAIN), run_name="__main__")
    assert "type  py -m pip install uv  and after it  py -m uv run main.py\n" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there the command is py")
def test_a_bare_python_is_told_what_to_type() -> None:
    """Without the packages: which are missing, and the two commands; exit 2. The same for each command."""
    for words in ((), ("play", "--terminal"), ("check",)):
        code, out, err = run(*words, python=("-I", "-S"))
        assert code == 2
        assert out == ""
        assert err == "Collective Leadership's packages (pygame, yaml, platformdirs) are not installed here: " + TYPE


def test_with_all_packages_main_goes_on() -> None:
    """The sentences are for those who need them: otherwise main.py is the command itself."""
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert out.startswith("Collective Leadership 0.")


@pytest.mark.parametrize(
    "words",
    [["--wings"], ["fly"], ["tell", "--choices", "9,9,9"], ["tell", "--role", "nobody"], ["check", "nowhere"],
     ["explain", "no-such-problem"], ["screens"], ["play", "--at", "x"], ["--story"], ["walk", str(MAIN)],
     ["check", str(ROOT / "assets")], ["tell", "--choices", "\u0000"], ["tell", "--choices", ",,,"]],
)  # fmt: skip
def test_no_command_line_gives_a_traceback(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong words, wrong folders, wrong numbers: a sentence on stderr or a problem, exit 0, 1 or 2."""
    code = main(words)
    caught = capsys.readouterr()
    assert code in (0, 1, 2)
    assert "Traceback" not in caught.out + caught.err
    assert "our mistake" not in caught.err
