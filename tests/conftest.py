"""Stories for the tests: the shipped one, and small ones written on the spot."""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from game.core.story import Story
from game.lang.read import Reading, read

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "story" / "collective-leadership"

DECLARED = """\
format: 1
title: A small story
language: en
meters:
  army: {name: The army, scale: 0 to 10, start: 4}
ties: [zhukov]
facts:
  beria: [at-large, arrested]
roles:
  zhukov:
    approach: historical agent
    about: A marshal.
    goal: To stay one.
    start: room/first
people:
  zhukov: {name: Georgy Zhukov, about: A marshal.}
  beria: {name: Lavrenty Beria, about: A minister.}
sources:
  knight: Amy Knight, Beria (Princeton, 1993).
record:
  R04: Beria was arrested. {knight}
"""


@pytest.fixture(scope="session")
def shipped() -> Story:
    """The story that ships."""
    reading = read(SHIPPED)
    assert reading.story is not None, reading.problems
    return reading.story


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Reading]:
    """Read a story of one file of scenes, written under the small story's declarations."""

    def written(scenes: str, declared: str = DECLARED) -> Reading:
        (tmp_path / "story.yaml").write_text(declared, encoding="utf-8")
        (tmp_path / "room.yaml").write_text(textwrap.dedent(scenes), encoding="utf-8")
        return read(tmp_path)

    return written


@pytest.fixture
def story(reading: Callable[..., Reading]) -> Callable[..., Story]:
    """Read a small story that must be fit."""

    def fit(scenes: str, declared: str = DECLARED) -> Story:
        found = reading(scenes, declared)
        assert found.story is not None, found.problems
        return found.story

    return fit
