"""The window itself: opens it, hands events on, draws when something has changed, and otherwise rests."""

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pygame

from game.app.message import Message
from game.app.page import Page
from game.faces.window import assets
from game.faces.window.hear import PRESSES, Desk, arranged, heard, offered, opened, ticked, under
from game.faces.window.paint import paint
from game.faces.window.sound import Sound

Send = Callable[[Message], Page | None]
Fault = Callable[[Exception], Page]

USUAL, LEAST = (1280, 720), (640, 480)
FRAME = (20, 110)  # what a frame and a bar of the desktop may take
TURNS = 30  # a second
ATTENTION = (pygame.WINDOWEXPOSED, pygame.WINDOWSIZECHANGED, pygame.WINDOWRESTORED)


class NoDisplay(Exception):
    """There is no screen to open a window on."""


def run(first: Page, send: Send, fault: Fault, pictures: Sequence[Path] = (), sounds: Sequence[Path] = ()) -> int:
    """Show `first`, then for each message the page that `send` answers; leave when it answers with none."""
    clock = pygame.time.Clock()  # before the window: without it no time passes
    window = Window(first, send, fault, tuple(pictures), tuple(sounds))
    while window.turn():
        clock.tick(TURNS)
    window.sound.play("")
    window.screen.destroy()
    return 0


def clip(text: str) -> None:
    """Put words on the clipboard, where there is one."""
    with contextlib.suppress(pygame.error):
        pygame.scrap.put_text(text)


class Window:
    """The open window. `drawn` counts how often it has been painted."""

    def __init__(self, first: Page, send: Send, fault: Fault, pictures: tuple[Path, ...] = (),
                 sounds: tuple[Path, ...] = ()) -> None:  # fmt: skip
        self.send, self.fault, self.pictures, self.sound = send, fault, pictures, Sound(sounds)
        self.drawn = 0
        self.failed = self.full = self.hand = False
        self.open = True
        self.screen = _opened()
        self.shown: Desk | None = None
        self.stale = True  # something else may have drawn over it
        self.pointer = (-1, -1)
        self.desk = Desk(first, self.screen.get_surface().get_size())
        self._guarded(lambda: self._lay(first, None))

    def turn(self) -> bool:
        """One turn of the loop: what has happened, what moves, and a picture of it if it looks different."""
        self._guarded(self._turn)
        return self.open

    def _turn(self) -> None:
        now = pygame.time.get_ticks()
        events = pygame.event.get()
        for event in events:
            if not self.open:
                return
            if event.type in PRESSES and not self._seen():
                continue
            if event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
                self._toggle()
            elif event.type in ATTENTION:
                self._look_again()
            elif event.type in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
                self.sound.pause(event.type == pygame.WINDOWFOCUSLOST)
            self._hear(event, now)
        if self.open:
            self.desk = ticked(self.desk, now)
            if events or self.stale or self.desk is not self.shown:
                self._show()

    def _seen(self) -> bool:
        """Is what there is to choose from what the player has before them."""
        return self.shown is not None and offered(self.shown) == offered(self.desk)

    def _hear(self, event: pygame.Event, now: int) -> None:
        if "pos" in event.dict:
            self.pointer = self._pixel(event.pos)
            event = pygame.Event(event.type, event.dict | {"pos": self.pointer})
        self.desk, message = heard(self.desk, event, now)
        if message is None:
            return
        answer = self.send(message)
        if answer is None:
            self.open = False
        else:
            self._lay(answer, self.desk)

    def _pixel(self, point: tuple[int, int]) -> tuple[int, int]:
        """Where the pointer is among the boxes: a dense screen has more pixels than the window counts."""
        (wide, tall), (width, height) = self.screen.get_surface().get_size(), self.screen.size
        return point[0] * wide // width, point[1] * tall // height

    def _lay(self, page: Page, before: Desk | None) -> None:
        """Put a page before the player."""
        self.desk = opened(page, self.screen.get_surface().get_size(), pygame.time.get_ticks(), before)
        self.sound.play(page.sound)

    def _look_again(self) -> None:
        """The window was uncovered, or has another size."""
        self.stale = True
        size = self.screen.get_surface().get_size()
        if size != self.desk.size:
            self.desk = arranged(replace(self.desk, size=size), self.desk.view)

    def _show(self) -> None:
        """Paint what looks different. What was pressed until it can be seen counts for nothing."""
        seen = self._seen()
        if self.stale or self.shown is None or self.shown.boxes != self.desk.boxes:
            paint(self.desk.boxes, self.screen.get_surface(), self.pictures)
            self.screen.flip()
            self.drawn += 1
        self.shown, self.stale = self.desk, False
        if not seen:
            pygame.event.clear(PRESSES)
        self._point()

    def _point(self) -> None:
        """A hand over what can be pressed, where the screen has one."""
        press = under(self.desk, self.pointer)
        hand = press is not None and press.shut is None
        if hand != self.hand:
            self.hand = hand
            with contextlib.suppress(pygame.error):
                pygame.mouse.set_cursor(pygame.SYSTEM_CURSOR_HAND if hand else pygame.SYSTEM_CURSOR_ARROW)

    def _toggle(self) -> None:
        """Full screen and back; the new size comes as an event."""
        self.full = not self.full
        if self.full:
            self.screen.set_fullscreen(desktop=True)
        else:
            self.screen.set_windowed()

    def _guarded(self, act: Callable[[], None]) -> None:
        """A mistake of the program is shown to the player once; another is for the caller."""
        try:
            act()
        except Exception as mistake:
            if self.failed:
                raise
            self.failed = True
            self.stale = True
            self._lay(self.fault(mistake), None)


def _opened() -> pygame.Window:
    """The window in its usual size, or filling a desktop that has no room for it."""
    pygame.display.init()
    pygame.font.init()
    driver = pygame.display.get_driver()
    if driver in ("offscreen", "dummy") and os.environ.get("SDL_VIDEODRIVER") != driver:
        pygame.display.quit()
        raise NoDisplay
    desktop = pygame.display.get_desktop_sizes()[0]
    size = (min(USUAL[0], desktop[0]), min(USUAL[1], desktop[1]))
    window = pygame.Window("Collective Leadership", size, resizable=True, allow_high_dpi=True)
    window.minimum_size = LEAST
    if desktop[0] < USUAL[0] + FRAME[0] or desktop[1] < USUAL[1] + FRAME[1]:
        window.maximize()  # as large as the frame and the desktop's own bars leave it
    window.set_icon(pygame.image.load(assets.root() / "icons" / "icon-app.png"))
    return window
