"""Every change of the program: messages in, model and deeds out."""

from pathlib import Path

import pytest

from game.app.message import (
    Back,
    Begin,
    Choose,
    Close,
    Continue,
    Forward,
    GoOn,
    NewGame,
    Open,
    Quit,
    Record,
    Remember,
    Show,
    TextSize,
    Title,
)
from game.app.model import Model
from game.app.page import Page
from game.app.update import update
from game.app.view import page
from game.core.journal import Chosen, Journal, Start, TakenBack
from game.lang.read import read

SMALL = Path(__file__).resolve().parent.parent / "stories" / "small"


@pytest.fixture(scope="module")
def model() -> Model:
    """The small story's title page."""
    reading = read(SMALL)
    assert reading.story is not None, reading.problems
    return Model(reading.story, "small", "0.1.0")


def after(model: Model, *messages: object) -> Model:
    for message in messages:
        model, _ = update(model, message)  # type: ignore[arg-type]
    return model


def labels(shown: Page) -> list[str]:
    return ["".join(run.text for run in button.words) for button in shown.buttons()]


PLAYED = (NewGame("zhukov"), Choose(1))


def test_a_new_game_begins_a_file_before_its_page_shows(model: Model) -> None:
    """The deed carries the first line of the journal."""
    begun, deeds = update(model, NewGame("zhukov"))
    assert deeds == (Begin(Start("small", "zhukov", 1, "0.1.0")),)
    assert page(begun).kind == "scene"


def test_a_choice_is_a_line_and_a_page(model: Model) -> None:
    """What is written names scene, choice, what it does and its decision."""
    begun = after(model, NewGame("zhukov"))
    chosen, deeds = update(begun, Choose(1))
    among = ("knocked", "who-is-in-there", "call-the-guard", "count-to-ten")
    assert deeds == (Record(Chosen("room/anteroom", "knocked", "army+1 nerve+1 zhukov+1", among)),)
    assert page(chosen) != page(begun)


def test_a_shut_choice_does_nothing(model: Model) -> None:
    """Also one that does not exist."""
    begun = after(model, NewGame("zhukov"))
    for number in (3, 0, 9):
        assert update(begun, Choose(number)) == (begun, ())


def test_a_vote_and_a_card_are_turned_one_by_one(model: Model) -> None:
    """Reply, card, vote, the page with the choices: each its own page, in the order in which they came."""
    begun = after(model, *PLAYED)
    chosen = after(begun, Choose(1))
    kinds = [page(chosen).kind]
    while chosen != after(chosen, GoOn()):
        chosen = after(chosen, GoOn())
        kinds.append(page(chosen).kind)
    assert kinds == ["record", "vote", "scene"]
    assert "It is done." in str(page(chosen))
    assert after(begun, Choose(1), Choose(1)) == after(begun, Choose(1)), "a choice waits until its page is reached"


def test_back_shows_the_page_where_the_choice_was_made_and_forward_returns(model: Model) -> None:
    """Byte for byte the same page; the journal grows both ways."""
    begun = after(model, *PLAYED)
    back, deeds = update(begun, Back())
    assert deeds == (Record(TakenBack()),)
    assert page(back).blocks == page(after(model, NewGame("zhukov"))).blocks
    again, deeds = update(back, Forward())
    assert len(deeds) == 1
    assert page(again).blocks == page(begun).blocks
    assert update(after(model, NewGame("zhukov")), Back())[1] == (), "there is nothing before the first page"


def test_continue_goes_on_where_the_journal_stands(model: Model) -> None:
    """From the title, with the game that was left."""
    begun = after(model, *PLAYED)
    left = after(begun, Show("menu"), Title())
    assert page(left).kind == "title"
    assert labels(page(left))[0] == "Continue"
    assert page(after(left, Continue())).blocks == page(begun).blocks
    assert labels(page(model))[0] == "New game"


def test_what_the_story_lost_is_said_and_taken_back(model: Model) -> None:
    """An old game on a changed story goes on from the last choice that holds, and the file keeps the rest."""
    journal = Journal(
        Start("small", "zhukov", 1, "0"), (Chosen("room/anteroom", "dance", "army+7", ("dance", "sing")),) * 2
    )
    resumed, deeds = update(Model(model.story, "small", "0.1.0", last=journal), Continue())
    assert deeds == (Record(TakenBack()), Record(TakenBack()))
    assert '"dance"' in str(page(resumed))
    assert "dance" not in str(page(after(resumed, Choose(1))).blocks[2:])


def test_a_choice_that_was_renamed_stands_on_the_card(model: Model) -> None:
    """What an old game chose is told in the words that the choice has now."""
    among = ("rapped", "who-is-in-there", "call-the-guard", "count-to-ten")
    journal = Journal(
        Start("small", "zhukov", 1, "0"), (Chosen("room/anteroom", "rapped", "army+1 nerve+1 zhukov+1", among),)
    )
    resumed = after(Model(model.story, "small", "0.1.0", last=journal), Continue())
    card = page(after(resumed, Choose(1)))
    assert card.kind == "record"
    assert "You: Knock." in str(card)


def test_pages_lie_on_one_another_and_are_taken_away_in_turn(model: Model) -> None:
    """Codex on menu on scene; Esc's message takes the topmost."""
    begun = after(model, NewGame("zhukov"))
    over = after(begun, Show("menu"), Show("help"))
    assert [page(over).kind, page(after(over, Close())).kind] == ["help", "menu"]
    assert page(after(over, Close(), Close())) == page(begun)
    card = page(after(begun, Open("zis")))
    assert card.kind == "codex"
    assert card.below == page(begun)
    assert after(begun, Open("zis"), Choose(1)) == after(begun, Open("zis")), "nothing is chosen through a card"


def test_text_sizes_go_by_steps_and_are_remembered(model: Model) -> None:
    """Up to 200 percent and never below 100; 0 is back to 100."""
    larger, deeds = update(model, TextSize(1))
    assert deeds == (Remember(page(larger).text),)
    assert page(larger).text > 100
    assert page(after(model, *[TextSize(1)] * 20)).text == 200
    assert page(after(larger, TextSize(-1), TextSize(-1))).text == 100
    assert page(after(model, TextSize(1), TextSize(1), TextSize(0))).text == 100


def test_quit_leaves(model: Model) -> None:
    """The shell closes the program. Esc on the title does not: it may be one too many on the way out of a menu."""
    assert update(model, Quit())[1] == (Quit(),)
    assert page(model).leave is None
