"""Hard scenes: they say what they hold before they begin, and can be gone past."""

from collections.abc import Callable

from game.app.message import Begin, Choose, NewGame, Show
from game.app.model import Model
from game.app.update import update
from game.app.view import page
from game.core.journal import Journal, read, replay, written
from game.core.story import Story
from game.faces.terminal import told
from tests.app.test_update import after, labels

TALE = """\
chapter: A cell
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - You wait.
      - choice: Go in.
        reply: The door opens.
        to: cell
  cell:
    warning: An execution.
    script:
      - if gently: You look at the wall.
        otherwise: You see it.
      - choice: Stay.
      - It is quiet.
      - choice: Go.
        to: out
  out:
    ending: Out
    history: yes
    script:
      - Over.
"""


def test_a_hard_scene_says_what_it_holds_once_and_before_it_begins(story: Callable[..., Story]) -> None:
    """After the reply that led there, before its first words; not again on its second page."""
    model = Model(story(TALE), "tale", "0.1.0")
    there = after(model, NewGame("zhukov"), Choose(1))
    text = told(page(there))
    assert text.index("The door opens.") < text.index("An execution.") < text.index("You see it.")
    assert "An execution." not in told(page(after(there, Choose(1))))


def test_who_asks_for_it_is_spared_and_stays_so(story: Callable[..., Story]) -> None:
    """The role's page offers it; the game remembers, also when it is gone on with from its file."""
    tale = story(TALE)
    model = Model(tale, "tale", "0.1.0")
    assert labels(page(after(model, Show("roles")))) == ["Take the chair", "Gently", "Back"]
    begun, deeds = update(model, NewGame("zhukov", True))
    text = told(page(after(begun, Choose(1))))
    assert "You look at the wall." in text
    assert "An execution." not in text
    begin = deeds[0]
    assert isinstance(begin, Begin)
    kept = read(written(begin.start) + "\n")
    assert kept == Journal(begin.start)
    assert replay(tale, kept).turns[0].state == begun.game.turn.state if begun.game else False


def test_a_story_without_hard_scenes_offers_no_such_thing(story: Callable[..., Story]) -> None:
    """No button that would change nothing."""
    model = Model(story(TALE.replace("if gently", "if army at least 9")), "tale", "0.1.0")
    assert labels(page(after(model, Show("roles")))) == ["Take the chair", "Back"]
