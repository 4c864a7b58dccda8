"""A story played through in a window: by pointer alone, digits alone, arrows and Enter alone, with equal journals."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.app.message import Choose, NewGame
from game.app.model import ending_card
from game.core.journal import read
from game.faces.window.box import Press, stops
from game.faces.window.hear import Desk
from game.faces.window.loop import Window
from game.shell import Shell
from game.store import Store
from tests.conftest import ROOT, SHIPPED

SMALL = ROOT / "tests" / "stories" / "small"
Way = Callable[[Window, Press], None]


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    yield
    pygame.display.quit()


def calm(window: Window) -> Desk:
    """The desk, as if nothing had been pressed for a while and all hands were counted."""
    while window.desk.view.hands is not None:
        window.desk = replace(window.desk, beat=0, away=False)
        window.turn()
    window.turn()
    window.desk = replace(window.desk, raised=-10_000, clicked=-10_000, away=False)
    return window.desk


def typed(window: Window, key: int, sign: str = "") -> None:
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.Event(kind, key=key, unicode=sign, mod=0, scancode=0))
    window.turn()


def by_pointer(window: Window, press: Press) -> None:
    """A click in the middle of what is wanted."""
    box = next(box for box in window.desk.boxes if press in stops((box,)))
    scale = window.desk.size[0] / 1280
    x, y, width, height = (side * scale for side in box.rect)
    point = (int(x + width / 2), int(y + height / 2))
    pygame.event.post(pygame.Event(pygame.MOUSEMOTION, pos=point, rel=(1, 1), buttons=(0, 0, 0)))
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        pygame.event.post(pygame.Event(kind, pos=point, button=1, clicks=1))
    window.turn()


def by_digit(window: Window, press: Press) -> None:
    """Its number. Where a page has none, as the title, the first of its buttons is in focus: Enter."""
    if press.digit is None:
        by_arrows(window, press)
    else:
        typed(window, pygame.K_0 + press.digit, str(press.digit))


def by_arrows(window: Window, press: Press) -> None:
    """The focus is moved until it lies there; then Enter."""
    for _ in range(60):
        if window.desk.view.focus == press.key:
            break
        typed(window, pygame.K_DOWN)
    assert window.desk.view.focus == press.key
    typed(window, pygame.K_RETURN, "\r")


def wanted(window: Window, pick: Callable[[list[Press]], Press]) -> Press:
    """What a player presses here: a choice where there is one; otherwise whatever goes on."""
    found = [press for press in stops(calm(window).boxes) if press.shut is None]
    choices = [press for press in found if isinstance(press.message, Choose)]
    if choices:
        return pick(choices)
    begins = [press for press in found if isinstance(press.message, NewGame)]
    return (begins or [press for press in found if press.digit == 1] or found)[0]


def played(story: Path, home: Path, way: Way, seed: int, size: tuple[int, int] = (1280, 720)) -> str:
    """The journal of a game played to an ending in one way. Choices follow the seed alone."""
    luck = random.Random(seed)  # the same road each time
    shell = Shell(story, Store(home), "0.1.0")
    window = Window(shell.page(), shell.send, shell.fault, (story / "pictures",))
    window.screen.size = size
    pygame.event.post(pygame.Event(pygame.WINDOWSIZECHANGED, x=size[0], y=size[1]))
    for _ in range(400):
        if shell.model.game and shell.model.game.turn.ended and window.desk.page.kind == "ending":
            break
        way(window, wanted(window, luck.choice))
    assert shell.model.game is not None
    assert shell.model.game.turn.ended
    assert ending_card(shell.model.game.turn) is not None
    (kept,) = (home / "games").glob("*.journal")
    return kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("story", [SMALL, SHIPPED], ids=["small", "shipped"])
@pytest.mark.parametrize("seed", [1, 2])
def test_pointer_digits_and_arrows_each_play_everything(story: Path, seed: int, tmp_path: Path) -> None:
    """Three games, each by one means alone, leave the same choices behind."""
    ways = {"pointer": by_pointer, "digits": by_digit, "arrows": by_arrows}
    journals = {name: played(story, tmp_path / name, way, seed) for name, way in ways.items()}
    assert len(read(journals["pointer"]).line()) >= 2
    assert journals["pointer"] == journals["digits"] == journals["arrows"]


def test_a_small_window_plays_the_same(tmp_path: Path) -> None:
    """At 800 by 600, where texts take more sheets, the choices are the same."""
    small = played(SHIPPED, tmp_path / "small", by_digit, 3, (800, 600))
    assert small == played(SHIPPED, tmp_path / "usual", by_digit, 3)
