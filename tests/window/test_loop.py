"""The open window: what it draws and when, without a screen."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest

from game.app.message import Message, Quit
from game.app.page import Page
from game.faces.window.loop import Window
from tests.conftest import ROOT
from tests.window.pages import PAGES


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    yield
    pygame.display.quit()


def fault(mistake: Exception) -> Page:
    return replace(PAGES["fault"], turn=str(mistake))


def opened(name: str, send: object = lambda message: PAGES["scene"]) -> Window:
    """A window on a sample page, after it has come to rest."""
    window = Window(PAGES[name], send, fault)  # type: ignore[arg-type]
    settle(window)
    return window


def settle(window: Window, turns: int = 5) -> None:
    for _ in range(turns):
        window.turn()


def press(window: Window, key: int, unicode: str = "", mod: int = 0) -> None:
    """A key goes down and up, later than anything that would hold it back."""
    window.desk = replace(window.desk, raised=-10_000, away=False)
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.Event(kind, key=key, unicode=unicode, mod=mod, scancode=0))
    settle(window, 2)


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"vote", "unanimous"}))
def test_at_rest_nothing_is_drawn(name: str) -> None:
    """Once a page can be seen, no turn of the loop paints it again, though the pointer lies on it."""
    window = opened(name)
    pygame.event.post(pygame.Event(pygame.MOUSEMOTION, pos=(2, 2), rel=(0, 0), buttons=(0, 0, 0)))
    settle(window)
    drawn = window.drawn
    settle(window, 60)
    assert drawn > 0
    assert window.drawn == drawn


def test_what_looks_different_is_drawn() -> None:
    """A moved focus, and a window that something lay over."""
    window = opened("scene")
    drawn = window.drawn
    press(window, pygame.K_DOWN)
    assert window.drawn == drawn + 1
    pygame.event.post(pygame.Event(pygame.WINDOWEXPOSED))
    settle(window)
    assert window.drawn == drawn + 2


def test_a_page_is_laid_out_for_the_size_of_its_window() -> None:
    """A window that is made smaller shows the same page at that size."""
    window = opened("scene")
    window.screen.size = (800, 600)
    pygame.event.post(pygame.Event(pygame.WINDOWSIZECHANGED, x=800, y=600))
    settle(window)
    assert window.desk.size == (800, 600)
    assert window.shown is not None
    assert window.shown.size == (800, 600)


def test_what_was_pressed_before_a_page_could_be_seen_chooses_nothing() -> None:
    """Two presses in one turn: the second was meant for the page before."""
    sent: list[Message] = []

    def send(message: Message) -> Page:
        sent.append(message)
        return replace(PAGES["scene"], turn=f"next {len(sent)}")

    window = opened("scene", send)
    window.desk = replace(window.desk, raised=-10_000, away=False)
    for code, sign in ((pygame.K_1, "1"), (pygame.K_2, "2")):
        pygame.event.post(pygame.Event(pygame.KEYDOWN, key=code, unicode=sign, mod=0, scancode=0))
    settle(window)
    assert len(sent) == 1


def test_a_mistake_of_the_program_is_a_page_once() -> None:
    """What send raises is shown with the report; the page can be left; a second mistake is for whoever called."""
    sent: list[Message] = []

    def send(message: Message) -> Page | None:
        sent.append(message)
        if len(sent) == 2:
            return None
        raise ZeroDivisionError("nobody thought of this")

    window = opened("scene", send)
    press(window, pygame.K_1, "1")
    assert window.desk.page.kind == "fault"
    assert window.desk.page.turn == "nobody thought of this"
    assert window.open
    pygame.event.post(pygame.Event(pygame.QUIT))
    settle(window, 2)
    assert sent[-1] == Quit()
    assert not window.open
    again = opened("scene", lambda message: 1 // 0)
    press(again, pygame.K_1, "1")
    with pytest.raises(ZeroDivisionError):
        press(again, pygame.K_F1)


@pytest.mark.parametrize("how", ["close", "Alt+F4"])
def test_closing_is_quitting(how: str) -> None:
    """The button of the frame and Alt+F4 send what Quit sends, and the window is gone when the answer is none."""
    sent: list[Message] = []

    def send(message: Message) -> None:
        sent.append(message)

    window = opened("scene", send)
    if how == "close":
        pygame.event.post(pygame.Event(pygame.QUIT))
        settle(window, 2)
    else:
        press(window, pygame.K_F4, mod=pygame.KMOD_ALT)
    assert sent == [Quit()]
    assert not window.turn()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_no_display_is_told_apart_from_one_that_was_asked_for() -> None:
    """Without a screen the toolkit takes a hidden one by itself: that is no window."""
    code = "from game.faces.window import loop\ntry: loop._opened()\nexcept loop.NoDisplay: print('none')\nelse: print('one')"
    for driver, expected in ((None, "none"), ("dummy", "one")):
        environment = {"PATH": "", **({"SDL_VIDEODRIVER": driver} if driver else {})}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment,
                              cwd=ROOT, check=False)  # fmt: skip
        assert done.stdout.split()[-1] == expected, done.stderr
