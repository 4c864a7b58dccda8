"""What there is to see and do: a model as a page."""

from dataclasses import replace

from game.app.message import Close, Open, Show
from game.app.model import Model, ending_card
from game.app.page import Heading, Page, note
from game.app.pages import front, play
from game.core.story import Story


def page(model: Model) -> Page:
    """The page of a model."""
    if model.story is None:
        return replace(front.trouble_page(model.problems), text=model.text)
    shown = _under(model, model.story)
    for over in model.over:
        shown = _over(model, model.story, over, shown)
    return replace(shown, text=model.text)


def _under(model: Model, story: Story) -> Page:
    if model.game is None:
        return front.title_page(model, story)
    return play.game_page(story, model.game, model.notice)


def _over(model: Model, story: Story, over: Open | Show, below: Page) -> Page:
    below = replace(below, text=model.text)
    match over:
        case Open(entry) if entry in story.entries:
            values = model.game.turn.state.values if model.game else story.start
            return play.codex_card(story, story.entries[entry], values, below)
        case Show("roles"):
            return front.roles_page(story, model.notice)
        case Show("menu"):
            return front.menu_page(model, below)
        case Show("help"):
            return front.help_page()
        case Show("keys"):
            return front.keys_page()
        case Show("credits"):
            return front.credits_page(story)
        case Show("card") if model.game and ending_card(model.game.turn):
            return play.ending_page_card(story, model.game)
    return Page("menu", (Heading("Nothing here"), note("Press Esc.")), Close(), below=below)
