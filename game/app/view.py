"""What there is to see and do: a model as a page."""

from dataclasses import replace

from game.app.message import Open, Show
from game.app.model import COPIED, Model
from game.app.page import Page
from game.app.pages import front, people, play
from game.core.story import Story


def page(model: Model) -> Page:
    """The page of a model."""
    return replace(_shown(model), text=model.text)


def _shown(model: Model) -> Page:
    game = model.game
    if model.fault:  # before all that may be what is broken
        return front.fault_page(*model.fault, kept=game is not None, copied=model.notice == COPIED)
    if model.story is None:
        return front.trouble_page(model.problems)
    shown = play.game_page(model.story, game, model.notice) if game else front.title_page(model, model.story)
    for over in model.over:
        shown = _over(model, model.story, over, replace(shown, text=model.text))
    return shown


def _over(model: Model, story: Story, over: Open | Show, below: Page) -> Page:
    match over:
        case Open(entry):
            values = model.game.turn.state.values if model.game else story.start
            return play.codex_card(story, story.entries[entry], values, below)
        case Show("roles"):
            return front.roles_page(story, model.notice)
        case Show("menu"):
            return front.menu_page(model, below)
        case Show("help" | "keys" | "credits" as kind):
            return front.text_page(kind, story)
        case Show("people"):
            assert model.game is not None, "offered in a game alone"
            return people.people_page(story, model.game, below)
        case _:
            assert model.game is not None, "only an ending offers its card"
            return play.ending_page_card(story, model.game)
