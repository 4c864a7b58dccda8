"""What is heard over a page, and how those are told who cannot hear it."""

from collections.abc import Callable

from game.app.message import Choose, Close, NewGame, Open, Show
from game.app.model import Model
from game.app.view import page
from game.core.story import Story
from game.faces.terminal import told
from tests.app.test_update import after

TALE = """\
chapter: A cell
role: zhukov
date: 26 June 1953
sounds:
  bells: Bells, far off.
  rain: Rain on a roof.
scenes:
  first:
    sound: bells
    script:
      - You wait.
      - choice: Wait.
        reply: You wait.
      - sound: rain
      - It rains.
      - choice: Go in.
        to: cell
  cell:
    script:
      - It is dark. [[beria]] sits there.
      - sound: bells
      - choice: Go.
        reply: You go.
      - sound: silence
      - Nothing stirs.
      - choice: Go on.
        to: out
  out:
    ending: Out
    history: yes
    sound: {if role is zhukov: rain, otherwise: silence}
    script:
      - Over.
"""


def test_what_is_heard_is_told_where_it_begins(story: Callable[..., Story]) -> None:
    """In a line of its own before what is read over it; a page on which it only goes on says nothing of it."""
    here = after(Model(story(TALE), "tale", "0.1.0"), NewGame("zhukov"))
    assert told(page(here)).index("[Bells, far off.]") < told(page(here)).index("You wait.")
    rain = told(page(after(here, Choose(1))))
    assert rain.index("You wait.") < rain.index("[Rain on a roof.]") < rain.index("It rains.")
    assert "Bells" not in rain
    again = told(page(after(here, Choose(1), Choose(1))))
    assert again.index("It is dark.") < again.index("[Bells, far off.]") < again.index("1. Go.")
    assert "Bells" not in told(page(after(here, Choose(1), Choose(1), Choose(1))))


def test_a_page_says_what_is_heard_over_it(story: Callable[..., Story]) -> None:
    """From where it begins until it changes, ends in silence or its scene is left; under a codex card, not a menu."""
    here = after(Model(story(TALE), "tale", "0.1.0"), NewGame("zhukov"))
    heard = []
    for _ in range(5):
        heard.append(page(here).sound)
        here = after(here, Choose(1))
    assert heard == ["bells", "rain", "bells", "", "rain"]
    cell = after(Model(story(TALE), "tale", "0.1.0"), NewGame("zhukov"), Choose(1), Open("beria"))
    assert page(cell).sound == "rain"
    assert page(after(cell, Close(), Show("menu"))).sound == ""
