"""Games kept by the versions that were given out: each opens in today's game, and stands where it stood.

A file is called VERSION-PLAY.journal. With every version some are added; none is ever changed or taken out.
"""

import shutil
from pathlib import Path

import pytest

from game.core.journal import read, replay
from game.core.story import Story
from tests.conftest import ROOT
from tests.test_commands import run

SAVES = sorted((ROOT / "tests" / "saves").glob("*.journal"))
STANDS = {"history": "september-1953/first", "at-the-opera": "september-1953/first", "oil": "june-1953/oil"}
ENDED = {"oil"}  # of 1953 the rest was told later: those games go on


@pytest.mark.parametrize("path", SAVES, ids=lambda path: path.stem)
def test_a_kept_game_is_replayed_to_its_end(path: Path, shipped: Story) -> None:
    """Every choice is found again, and they lead to the scene that they led to; where the story goes on now, it is open."""
    found = replay(shipped, read(path.read_text(encoding="utf-8")))
    name = path.stem.split("-", 1)[1]
    assert found.lost is None
    assert found.turns[-1].ended == (name in ENDED)
    assert found.turns[-1].state.scene == f"khrushchev/{STANDS[name]}"


@pytest.mark.parametrize("path", SAVES, ids=lambda path: path.stem)
def test_a_kept_game_is_continued(path: Path, tmp_path: Path) -> None:
    """Put among a player's games, it is the first thing that the title offers, and its last page comes up."""
    (tmp_path / "games").mkdir()
    shutil.copy(path, tmp_path / "games")
    done = run("play", "--terminal", home=tmp_path, typed="1\n")
    assert done.returncode == 0, done.stderr
    if path.stem.split("-", 1)[1] in ENDED:
        assert "ROAD NOT TAKEN" in done.stdout.upper()
    else:
        assert "sixth telephone" in done.stdout
    assert "goes on from there" not in done.stdout, "where a choice is lost, the player is told"
