"""The JSON Schema that editors are given: it knows the keys, and leaves names and words to the checker."""

import json
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from game.cli import main
from game.lang.schema import schema
from game.lang.shape import KEYS
from tests.conftest import SHIPPED

FILES = sorted(SHIPPED.rglob("*.yaml")) + sorted((Path(__file__).parent.parent / "stories" / "small").rglob("*.yaml"))
BRANCH = """\
format: 1
chapter: The radio
by: A teacher
role: [khrushchev, zhukov]
was: branches/radio
meters:
  days: {name: Days, scale: 0 to 3, start: 3, role: zhukov}
joins:
  room/first:
    script:
      - if days is 3: It is dark.
        otherwise: It glows.
      - choice: Turn it on.
        to: {if days is 3: listening, otherwise: room/first}
scenes:
  listening:
    warning: A war.
    script:
      - take: 2
      - say: Hello.
        reply: |
          "Hello."
      - to: room/first
"""

fits = fastjsonschema.compile(schema())


def held(text: str) -> Any:
    """As an editor reads it: numbers and truth values as such."""
    return yaml.safe_load(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_ours_fits(path: Path) -> None:
    """What the game reads, no editor underlines."""
    fits(held(path.read_text(encoding="utf-8")))


def test_a_branch_fits() -> None:
    """Joins, a take, cases within braces, a list of roles; and joins that stand alone."""
    fits(held(BRANCH))
    fits(held(BRANCH.partition("scenes:")[0]))
    with pytest.raises(fastjsonschema.JsonSchemaException):
        fits(held(BRANCH.partition("joins:")[0]))


@pytest.mark.parametrize(
    ("old", "new"),
    [("choice:", "chioce:"), ("script:", "scrpt:"), ("otherwise:", "otherwize:"), ("joins:", "join:"),
     ("scale: 0 to 3, ", ""), ("      - take: 2", "        take: 2"), ("warning: A war.", "warning: [A war.]"),
     ("        reply: |", "        rely: |"), ("{if days is 3: listening, otherwise: room/first}", "[listening]")],
)  # fmt: skip
def test_a_slip_in_a_key_is_underlined(old: str, new: str) -> None:
    """An editor with the schema shows it while the teacher types."""
    assert old in BRANCH
    with pytest.raises((fastjsonschema.JsonSchemaException, yaml.YAMLError)):
        fits(held(BRANCH.replace(old, new, 1)))


def test_every_key_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the schema; a key of the table that it forgot would not be completed."""
    assert main(["schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == schema()
    text = json.dumps(printed)
    assert [key.name for key in KEYS if f'"{key.name}": {{' not in text] == []
    assert all(json.dumps(key.says)[1:-1] in text for key in KEYS)
