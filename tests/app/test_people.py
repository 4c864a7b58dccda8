"""The people and terms that were met: who, how they voted last, and what the player did to them."""

import yaml

from game.app.message import Close, Open, Show
from game.app.model import Game, Model
from game.app.page import Button, Page, Prose
from game.app.tell import played
from game.app.update import update
from game.app.view import page
from game.core.story import Story
from tests.conftest import SHIPPED

HISTORY = tuple(yaml.safe_load((SHIPPED / "plays" / "history.play.yaml").read_text(encoding="utf-8"))["choices"])


def people(story: Story, game: Game) -> Page:
    model, deeds = update(Model(story, "", "", game=game), Show("people"))
    assert deeds == ()
    return page(model)


def told(shown: Page) -> list[str]:
    return [paragraph.plain for block in shown.blocks if isinstance(block, Prose) for paragraph in block.paragraphs]


def test_those_met_are_listed_and_nobody_else(shipped: Story) -> None:
    """At the beginning few, later more; never the player; each name opens the entry."""
    few, many = (people(shipped, played(shipped, "khrushchev", HISTORY[:count])) for count in (1, 34))
    opened = [{run.entry for run in one.runs() if run.entry} for one in (few, many)]
    assert opened[0] < opened[1]
    assert {"beria", "molotov", "serov", "presidium"} <= opened[1]
    assert "khrushchev" not in opened[1]
    assert "serov" not in opened[0]


def test_what_was_done_to_a_person_is_told_and_how_they_voted(shipped: Story) -> None:
    """The choices that moved a tie, in order, and the last vote in which a hand was seen; no tie's number."""
    lines = told(people(shipped, played(shipped, "khrushchev", HISTORY[:34])))
    at = next(place for place, line in enumerate(lines) if line.startswith("Georgy Malenkov."))
    assert lines[at + 1].startswith("Voted for, 26 June 1953: Relieve L. P. Beria")
    assert lines[at + 2 : at + 5] == [
        "You: “I will. You only have to give me the floor.”",
        "You: Ask for the floor and accuse Beria to his face.",
        "You: Take Malenkov in your car.",
    ]


def test_a_hand_is_told_once_it_was_seen(shipped: Story) -> None:
    """On the page before the vote nobody has voted yet."""
    game = next(one for count in range(len(HISTORY)) if len((one := played(shipped, "khrushchev", HISTORY[:count])).turn.shown) > 1
                and any(type(shown).__name__ == "Count" for shown in one.turn.shown))  # fmt: skip
    assert not any("Voted" in line for line in told(people(shipped, game)))


def test_the_page_lies_over_the_game_and_can_be_left(shipped: Story) -> None:
    """Offered in the menu of a game, not on the title, where asking for it changes nothing."""
    title = Model(shipped, "", "")
    assert update(title, Show("people")) == (title, ())
    playing = Model(shipped, "", "", game=played(shipped, "khrushchev", ()))
    menu = page(update(playing, Show("menu"))[0])
    assert Show("people") in [block.message for block in menu.blocks if isinstance(block, Button)]
    shown, _ = update(playing, Show("people"))
    assert page(shown).leave == Close()
    assert page(update(shown, Open("beria"))[0]).kind == "codex"
    assert update(shown, Close())[0] == playing
