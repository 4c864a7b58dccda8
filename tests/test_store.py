"""Games, settings and log on disk."""

from pathlib import Path

import pytest

from game.core.journal import Chosen, Journal, Start, TakenBack
from game.store import Store, home

START = Start("tale", "zhukov", 1, "0.1.0")
ENTRY = Chosen("room/first", "nod", "", ("nod", "frown"))


def test_a_game_grows_line_by_line_and_is_found_again(tmp_path: Path) -> None:
    """Another run of the program finds what the last one kept."""
    store = Store(tmp_path)
    store.begin(START)
    store.record(ENTRY)
    store.record(TakenBack())
    found = Store(tmp_path).last("tale")
    assert found.journal == Journal(START, (ENTRY, TakenBack()))
    assert found.path == store.path
    assert found.set_aside == ()


def test_a_new_game_starts_another_file(tmp_path: Path) -> None:
    """Two games begun in one second do not share a file, and the older one stays."""
    store = Store(tmp_path)
    store.begin(START)
    store.record(ENTRY)
    store.begin(START)
    assert len(list(store.games.iterdir())) == 2
    assert store.last("tale").journal in (Journal(START), Journal(START, (ENTRY,)))


def test_a_game_of_another_story_is_left_alone(tmp_path: Path) -> None:
    """Continue offers the newest game of the story that is open."""
    store = Store(tmp_path)
    store.begin(START)
    Store(tmp_path).begin(Start("other", "zhukov", 1, "0.1.0"))
    found = store.last("tale")
    assert found.journal == Journal(START)
    assert store.last("third").journal is None


def test_what_a_crash_cut_short_is_written_over(tmp_path: Path) -> None:
    """A half line never joins the next one."""
    store = Store(tmp_path)
    store.begin(START)
    assert store.path is not None
    with store.path.open("a", encoding="utf-8") as file:
        file.write('{"scene": "room/fi')
    store.record(ENTRY)
    assert store.last("tale").journal == Journal(START, (ENTRY,))


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00 not text", b"not a game\n", b"", b"\x00" * 100])
def test_a_damaged_file_is_set_aside_with_a_sentence(tmp_path: Path, damage: bytes) -> None:
    """The bytes stay as they were under another name; the game before it is offered."""
    store = Store(tmp_path)
    store.begin(START)
    bad = store.games / "9999-01-01 00.00.00.journal"
    bad.write_bytes(damage)
    found = store.last("tale")
    assert found.journal == Journal(START)
    assert len(found.set_aside) == 1
    assert f"{bad.name}.damaged" in found.set_aside[0]
    assert not bad.exists()
    assert bad.with_name(f"{bad.name}.damaged").read_bytes() == damage
    assert store.last("tale").set_aside == ()


def test_settings_are_remembered_and_a_spoiled_file_is_forgotten(tmp_path: Path) -> None:
    """A settings file that cannot be read means no settings, not no game."""
    store = Store(tmp_path / "new")
    assert store.remembered() == {}
    store.remember(text=125)
    store.remember(other="kept")
    assert Store(tmp_path / "new").remembered() == {"text": 125, "other": "kept"}
    store.settings.write_text("[not settings", encoding="utf-8")
    assert store.remembered() == {}


def test_the_home_asked_for_comes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--home, then COLLECTIVE_LEADERSHIP_HOME, then the user's own folder."""
    monkeypatch.setenv("COLLECTIVE_LEADERSHIP_HOME", str(tmp_path / "named"))
    assert home(None) == tmp_path / "named"
    assert home(str(tmp_path / "asked")) == tmp_path / "asked"
    monkeypatch.delenv("COLLECTIVE_LEADERSHIP_HOME")
    assert "collective-leadership" in str(home(None))


def test_a_file_that_leads_nowhere_keeps_no_game_from_being_offered(tmp_path: Path) -> None:
    """A link whose game is gone comes last; where it is all there is, it is set aside."""
    store = Store(tmp_path)
    store.games.mkdir()
    try:
        (store.games / "9999-01-01 00.00.00.journal").symlink_to(tmp_path / "gone")
    except OSError:
        pytest.skip("this system makes no links")
    store.begin(START)
    assert store.last("tale").journal == Journal(START)
    assert store.path is not None
    store.path.unlink()
    assert "it cannot be opened" in store.last("tale").set_aside[0]
