"""Each page as text: what a player reads, in the order in which it is read."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.app.message import Back, Choose, Continue, GoOn, NewGame, Open, Show
from game.app.model import Model
from game.app.samples import samples
from game.app.view import page
from game.core.journal import Journal, Start
from game.core.story import Story
from game.faces.terminal import told
from game.lang.read import read
from tests.app.test_update import SMALL, after

EXPECTED = Path(__file__).with_name("pages.txt")


def pages() -> dict[str, str]:
    """Every page of the small story that a player can meet, by a name."""
    story = read(SMALL).story
    assert story is not None
    model = Model(story, "small", "0.1.0")
    begun = after(model, NewGame("zhukov"))
    knocked = after(begun, Choose(1))
    carried = after(knocked, Choose(1))
    end = after(carried, GoOn(), GoOn(), Choose(1))
    last = replace(model, last=Journal(Start("small", "zhukov", 1, "0.1.0")))
    return {
        "title": told(page(model)),
        "title with a game": told(page(last)),
        "roles": told(page(after(model, Show("roles")))),
        "scene with a shut choice": told(page(begun)),
        "scene after a choice, meters moved": told(page(knocked)),
        "scene after a choice was taken back": told(page(after(knocked, Back()))),
        "card": told(page(carried)),
        "vote": told(page(after(carried, GoOn()))),
        "ending as it happened": told(page(end)),
        "card of the ending": told(page(after(end, Show("card")))),
        "scene before a card": told(page(after(knocked, Choose(2)))),
        "a road not taken": told(page(after(knocked, Choose(2), GoOn(), GoOn()))),
        "codex card": told(page(after(begun, Open("zhukov")))),
        "menu": told(page(after(begun, Show("menu")))),
        "people and terms": told(page(after(carried, GoOn(), Show("people")))),
        "how to play": told(page(after(begun, Show("help")))),
        "keys": told(page(after(begun, Show("keys")))),
        "credits": told(page(after(model, Show("credits")))),
        "continued": told(page(after(last, Continue()))),
    }


def expected() -> dict[str, str]:
    found = {}
    for part in EXPECTED.read_text(encoding="utf-8").split("======== ")[1:]:
        name, _, text = part.partition("\n")
        found[name] = text
    return found


@pytest.mark.parametrize("name", list(expected()))
def test_a_page_as_text(name: str) -> None:
    """Exactly as it stands in pages.txt."""
    assert pages()[name].strip("\n") == expected()[name].strip("\n")


def test_every_page_stands_in_the_file() -> None:
    """A page that is added is read by somebody once."""
    assert set(pages()) == set(expected())


def test_every_button_has_a_key_of_its_own(shipped: Story) -> None:
    """But for the icons, whatever stands on a page to be pressed has a digit, and no two have the same."""
    for name, one in samples(shipped, "0").items():
        digits = [button.digit for button in one.buttons() if button.style != "icon"]
        assert None not in digits and len(set(digits)) == len(digits) > 0, name


if __name__ == "__main__":  # python -m tests.app.test_pages writes the file anew, to be read before it is committed
    EXPECTED.write_text("".join(f"======== {name}\n{text}" for name, text in pages().items()), encoding="utf-8")
