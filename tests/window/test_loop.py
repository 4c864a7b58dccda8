"""The open window: what it draws and when, what it hears and when not. No screen; time passes only when told to."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pygame
import pytest

from game.app.message import Choose, GoOn, Message, NewGame, Quit
from game.app.page import Page
from game.faces.window.box import Press, Turn, stops
from game.faces.window.hear import under
from game.faces.window.loop import Fault, Send, Window
from game.faces.window.sound import Sound
from game.shell import Shell
from game.store import Store
from tests.conftest import ROOT
from tests.window.pages import PAGES

LATER = 1000  # milliseconds after which no press is taken for part of another
Point = tuple[int, int]


@dataclass
class Seat:
    """Before a window that no screen shows."""

    window: Window
    room: "Room"

    def wait(self, milliseconds: int = 33) -> bool:
        """One turn of the loop, so much later."""
        self.room.now += milliseconds
        return self.window.turn()

    def settle(self) -> None:
        """Until all hands are counted, and nothing pressed before means anything."""
        self.wait(LATER)
        while self.window.open and self.window.desk.beat is not None:
            assert not self.window.desk.away
            self.wait(LATER)
        for _ in range(2):
            self.wait(LATER)

    def happen(self, kind: int, **details: object) -> None:
        pygame.event.post(pygame.Event(kind, details))

    def strike(self, code: int, sign: str = "", mod: int = 0) -> None:
        """A key goes down."""
        self.happen(pygame.KEYDOWN, key=code, unicode=sign, mod=mod, scancode=0)

    def type(self, code: int, sign: str = "", mod: int = 0) -> None:
        """A key goes down and up, and the player waits."""
        self.strike(code, sign, mod)
        self.wait()
        self.happen(pygame.KEYUP, key=code, unicode=sign, mod=mod, scancode=0)
        self.settle()

    def move(self, point: Point) -> None:
        self.happen(pygame.MOUSEMOTION, pos=point, rel=(1, 1), buttons=(0, 0, 0), touch=False)

    def click(self, point: Point) -> None:
        """The pointer goes there; the button goes down and up; the player waits."""
        self.move(point)
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.happen(kind, pos=point, button=1, touch=False)
            self.wait()
        self.settle()

    def spot(self, press: Press) -> Point:
        """A point where the pointer is on this."""
        desk = self.window.desk
        rects = (pygame.Rect(box.rect) for box in desk.boxes if box.press == press)
        return next(rect.center for rect in rects if under(desk, rect.center) == press)

    def blank(self) -> Point:
        """A point with nothing to press."""
        width, height = self.window.desk.size
        points = ((x, y) for y in range(2, height, 9) for x in range(2, width, 9))
        return next(point for point in points if under(self.window.desk, point) is None)

    def found(self, message: Message) -> Press:
        return next(press for press in stops(self.window.desk.boxes) if press.message == message)


@dataclass
class Room:
    """Where the window of a test stands open, and what time it is there."""

    now: int = 0
    taken: Seat | None = None

    def seat(
        self, page: Page, send: Send, fault: Fault, size: Point = (1280, 720), folders: tuple[Path, ...] = ()
    ) -> Seat:
        """Before a new window; the one before is gone."""
        self.close()
        self.taken = Seat(Window(page, send, fault, folders), self)
        self.taken.window.screen.size = size
        return self.taken

    def close(self) -> None:
        """A window that is forgotten before it is closed takes another down with it."""
        if self.taken:
            self.taken.window.screen.destroy()
            pygame.event.clear()


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """No screen, and a clock that stands still while nobody waits."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    room = Room()
    monkeypatch.setattr(pygame.time, "get_ticks", lambda: room.now)
    yield room
    room.close()
    pygame.display.quit()


def fault(mistake: Exception) -> Page:
    return replace(PAGES["fault"], turn=str(mistake))


def same(message: Message) -> Page:
    """An answer that changes nothing."""
    return PAGES["scene"]


def opened(room: Room, name: str, send: Send = same, size: Point = (1280, 720)) -> Seat:
    """Before a sample page that has come to rest."""
    seat = room.seat(PAGES[name], send, fault, size)
    seat.settle()
    return seat


class Sends:
    """Keeps what was sent; answers with pages that are new each time, or raises what it is told to."""

    def __init__(self, *mistakes: Exception | None) -> None:
        self.messages: list[Message] = []
        self.mistakes = list(mistakes)

    def __call__(self, message: Message) -> Page | None:
        self.messages.append(message)
        if self.mistakes and (mistake := self.mistakes.pop(0)):
            raise mistake
        return None if message == Quit() else replace(PAGES["scene"], turn=f"next {len(self.messages)}")


# -- what is drawn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_at_rest_nothing_is_drawn(room: Room, name: str) -> None:
    """Once a page is whole it is not painted again, turn after turn; nor when the pointer moves over nothing."""
    seat = opened(room, name)
    drawn = seat.window.drawn
    assert drawn > 0
    for _ in range(60):
        seat.wait()
    seat.move(seat.blank())
    for _ in range(60):
        seat.wait()
    assert seat.window.drawn == drawn


def test_what_looks_different_is_drawn_once(room: Room) -> None:
    """A focus that moves, by key or pointer, and a window that something lay over."""
    seat = opened(room, "scene")
    third = seat.spot(seat.found(Choose(3)))
    happenings: tuple[Callable[[], None], ...] = (
        lambda: seat.strike(pygame.K_DOWN),
        lambda: seat.move(third),
        lambda: seat.happen(pygame.WINDOWEXPOSED),
        lambda: seat.happen(pygame.WINDOWRESTORED),
    )
    for happen in happenings:
        drawn = seat.window.drawn
        happen()
        seat.settle()
        assert seat.window.drawn == drawn + 1


def test_a_hand_goes_up_a_picture_at_a_time(room: Room) -> None:
    """As time passes, one more is seen; a window that is away shows no more of it until it is back."""
    seat = opened(room, "scene", lambda message: PAGES["vote"])
    seat.strike(pygame.K_1, "1")
    seat.wait()
    seen = []
    while seat.window.desk.beat is not None:
        drawn = seat.window.drawn
        seat.wait(LATER)
        seen.append(seat.window.drawn - drawn)
    assert seen == [1] * 9
    again = opened(room, "vote")
    again.window.desk = replace(again.window.desk, beat=0, view=replace(again.window.desk.view, hands=2))
    again.happen(pygame.WINDOWFOCUSLOST)
    again.wait(LATER)
    drawn = again.window.drawn
    again.wait(LATER)
    assert (again.window.desk.view.hands, again.window.drawn) == (2, drawn)


def test_a_page_is_laid_out_for_the_size_of_its_window(room: Room) -> None:
    """A window made smaller shows the same page at that size; so does one that fills the screen, and back."""
    seat = opened(room, "scene")
    seat.window.screen.size = (800, 600)
    seat.settle()
    shown = seat.window.shown
    assert shown is not None and shown.size == seat.window.screen.get_surface().get_size() == (800, 600)
    assert max(box.rect[0] for box in shown.boxes) < 800
    seat.type(pygame.K_F11)
    assert seat.window.full and seat.window.desk.size == pygame.display.get_desktop_sizes()[0]
    seat.type(pygame.K_F11)
    assert not seat.window.full and seat.window.desk.size == (800, 600)


def test_the_pointer_shows_what_it_can_press(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hand over an open choice, an arrow over a shut one and over nothing."""
    shapes: list[object] = []
    monkeypatch.setattr(pygame.mouse, "set_cursor", shapes.append)
    seat = opened(room, "scene")
    shut = next(press for press in stops(seat.window.desk.boxes) if press.shut is not None)
    for point in (seat.spot(seat.found(Choose(1))), seat.blank(), seat.spot(seat.found(Choose(2))), seat.spot(shut)):
        seat.move(point)
        seat.settle()
    assert shapes == [pygame.SYSTEM_CURSOR_HAND, pygame.SYSTEM_CURSOR_ARROW] * 2


def test_a_screen_without_hands_is_no_mistake(room: Room) -> None:
    """Where the system has no such pointer, it stays as it is: the dummy screen of the tests has none."""
    seat = opened(room, "scene")
    with pytest.raises(pygame.error):
        pygame.mouse.set_cursor(pygame.SYSTEM_CURSOR_HAND)
    seat.move(seat.spot(seat.found(Choose(1))))
    seat.settle()
    assert seat.window.desk.page.kind == "scene" and not seat.window.failed


def test_a_dense_screen_is_pressed_where_it_is_pointed_at(room: Room) -> None:
    """A window of 640 points across, drawn with 1280 pixels: the pointer counts in points."""

    class Dense:
        size = (640, 360)

        def __init__(self, window: pygame.Window) -> None:
            self.get_surface, self.flip, self.destroy = window.get_surface, window.flip, window.destroy

    sends = Sends()
    seat = opened(room, "scene", sends)
    seat.window.screen = Dense(seat.window.screen)  # type: ignore[assignment]
    x, y = seat.spot(seat.found(Choose(2)))
    seat.click((x // 2, y // 2))
    assert sends.messages == [Choose(2)]


# -- what is heard -----------------------------------------------------------------------------------------------------


def test_two_presses_in_one_turn_choose_once(room: Room) -> None:
    """The second was meant for the page that was still to be seen then."""
    sends = Sends()
    seat = opened(room, "scene", sends)
    seat.strike(pygame.K_1, "1")
    seat.strike(pygame.K_2, "2")
    seat.settle()
    assert sends.messages == [Choose(1)]


def test_what_is_pressed_while_a_page_is_made_chooses_nothing(room: Room) -> None:
    """Nor does a click, or the other half of one; what is pressed after it can be seen does."""
    sends = Sends()

    def slow(message: Message) -> Page | None:
        if not sends.messages:
            seat.strike(pygame.K_2, "2")
            seat.happen(pygame.MOUSEBUTTONDOWN, pos=seat.spot(seat.found(Choose(3))), button=1, touch=False)
        return sends(message)

    seat = opened(room, "scene", slow)
    seat.strike(pygame.K_1, "1")
    seat.settle()
    seat.happen(pygame.MOUSEBUTTONUP, pos=seat.spot(seat.found(Choose(3))), button=1, touch=False)
    seat.settle()
    assert sends.messages == [Choose(1)]
    seat.type(pygame.K_2, "2")
    assert sends.messages == [Choose(1), Choose(2)]


def test_a_sheet_must_be_seen_too(room: Room) -> None:
    """Two keys in one turn: the first turns to the last sheet, the second does not choose there."""
    sends = Sends()
    seat = opened(room, "long", sends, (1024, 600))
    while any(
        isinstance(p.message, Turn) and p.message.sheet > seat.window.desk.view.sheet + 1
        for p in stops(seat.window.desk.boxes)
    ):
        seat.type(pygame.K_PAGEDOWN)
    turned = seat.window.desk.view.sheet
    seat.strike(pygame.K_PAGEDOWN)
    seat.strike(pygame.K_RETURN, "\r")
    seat.settle()
    assert (seat.window.desk.view.sheet, sends.messages) == (turned + 1, [])


def test_a_count_must_be_seen_too(room: Room) -> None:
    """The first key of a turn ends the count; the second, before the result can be seen, does not go on."""
    sends = Sends()
    seat = room.seat(PAGES["vote"], sends, fault)
    seat.wait(300)
    assert seat.window.desk.view.hands is not None
    for code in (pygame.K_SPACE, pygame.K_1):
        seat.strike(code, "1" if code == pygame.K_1 else " ")
    seat.settle()
    assert seat.window.desk.view.hands is None and sends.messages == []
    seat.happen(pygame.KEYUP, key=pygame.K_1, unicode="1", mod=0, scancode=0)
    seat.type(pygame.K_1, "1")
    assert sends.messages == [GoOn()]


@pytest.mark.parametrize("how", ["close", "Alt+F4"])
@pytest.mark.parametrize("name", ["title", "scene", "vote", "menu", "trouble"])
def test_closing_is_quitting(room: Room, how: str, name: str) -> None:
    """The frame's own button and Alt+F4 send what Quit sends; whatever follows in that turn reopens nothing."""
    sends = Sends()
    seat = opened(room, name, sends)
    if how == "close":
        seat.happen(pygame.QUIT)
    else:
        seat.strike(pygame.K_F4, mod=pygame.KMOD_LALT)
    seat.strike(pygame.K_RETURN, "\r")
    assert not seat.wait()
    assert sends.messages == [Quit()]


# -- mistakes ----------------------------------------------------------------------------------------------------------


def test_a_mistake_of_the_program_is_a_page_once(room: Room) -> None:
    """What send raises is shown with the report, and the page can be left."""
    sends = Sends(ZeroDivisionError("nobody thought of this"))
    seat = opened(room, "scene", sends)
    seat.type(pygame.K_1, "1")
    page = seat.window.desk.page
    assert (page.kind, page.turn, seat.window.open) == ("fault", "nobody thought of this", True)
    assert seat.window.shown is not None and seat.window.shown.page is page
    seat.happen(pygame.QUIT)
    assert not seat.wait()
    assert sends.messages == [Choose(1), Quit()]


def test_a_second_mistake_is_for_the_caller(room: Room) -> None:
    """It has a net of its own; a page that fails again and again would trap the player."""
    seat = opened(room, "scene", Sends(ZeroDivisionError("one"), KeyError("two")))
    seat.type(pygame.K_1, "1")
    seat.strike(pygame.K_1, "1")
    with pytest.raises(KeyError):
        seat.wait()


def test_a_mistake_in_drawing_is_a_page_too(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only what send does can go wrong."""
    seat = opened(room, "scene")

    def broken(*_: object) -> None:
        raise OSError("no such drawing")

    with monkeypatch.context() as patch:
        patch.setattr("game.faces.window.loop.paint", broken)
        seat.happen(pygame.WINDOWEXPOSED)
        seat.wait()
    seat.wait()
    shown = seat.window.shown
    assert shown is not None and (shown.page.kind, shown.page.turn) == ("fault", "no such drawing")


def test_the_report_can_be_copied_and_enlarged_where_it_stands(
    room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither takes it away: it is what the player is to send, and the pages behind it may be what is broken."""
    copied: list[str] = []
    shell = Shell(ROOT / "tests" / "stories" / "small", Store(tmp_path), "0.1.0", copied.append)
    shell.send(NewGame("zhukov"))
    seat = room.seat(shell.page(), shell.send, shell.fault)
    seat.settle()

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr("game.app.pages.play.game_page", broken)
    seat.type(pygame.K_1, "1")
    assert "nobody thought of this" in str(seat.window.desk.page)
    seat.type(pygame.K_1, "1")
    assert "nobody thought of this" in copied[0]
    assert [button.words[0].text for button in seat.window.desk.page.buttons()] == ["Copied", "Quit"]
    before = seat.window.desk.page.text
    seat.type(pygame.K_EQUALS, "+", pygame.KMOD_LCTRL)
    assert (seat.window.desk.page.kind, seat.window.desk.page.text > before) == ("fault", True)
    assert "up to your last choice" in str(seat.window.desk.page)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_no_display_is_told_apart_from_one_that_was_asked_for() -> None:
    """Without a screen the toolkit takes a hidden one by itself: that is no window."""
    code = "from game.faces.window import loop\ntry: loop._opened()\nexcept loop.NoDisplay: print('none')\nelse: print('one')"
    for driver, expected in ((None, "none"), ("dummy", "one"), ("offscreen", "one")):
        environment = {"PATH": "", **({"SDL_VIDEODRIVER": driver} if driver else {})}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=environment,
                              cwd=ROOT, check=False)  # fmt: skip
        assert done.stdout.split()[-1] == expected, done.stderr


# -- what is heard -----------------------------------------------------------------------------------------------------


@pytest.fixture
def sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with two sounds and a file that is none; a device on which nobody hears them."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    for name in ("bells", "rain"):
        shutil.copy(Path(pygame.__file__).parent / "examples" / "data" / "house_lo.ogg", tmp_path / f"{name}.ogg")
    (tmp_path / "noise.ogg").write_bytes(b"noise")
    yield tmp_path
    pygame.mixer.quit()


def listening(room: Room, folder: Path, *names: str) -> Seat:
    """Before a page without a sound; each choice brings one with the next of these."""
    ahead = iter(names)
    seat = room.seat(PAGES["scene"], lambda message: replace(PAGES["scene"], turn="n", sound=next(ahead)), fault)
    seat.window.sound = Sound((folder,))
    seat.settle()
    return seat


def playing() -> bool:
    return pygame.mixer.get_init() is not None and pygame.mixer.music.get_busy()


def test_a_sound_goes_on_until_a_page_has_another_or_none(room: Room, sounds: Path) -> None:
    """Nothing is opened before the first is asked for; the same on the next page is not begun anew."""
    seat = listening(room, sounds, "bells", "bells", "rain", "")
    assert pygame.mixer.get_init() is None
    heard = []
    for _ in range(4):
        seat.type(pygame.K_1, "1")
        heard.append((playing(), seat.window.sound.name))
        if len(heard) == 1:
            pygame.mixer.music.set_volume(0.25)  # would be lost if it were begun anew
        if len(heard) == 2:
            assert pygame.mixer.music.get_volume() == 0.25
    assert heard == [(True, "bells"), (True, "bells"), (True, "rain"), (False, "")]
    assert pygame.mixer.get_init() is None


def test_a_sound_rests_while_the_player_is_away(room: Room, sounds: Path) -> None:
    """The window loses the focus and gets it back."""
    seat = listening(room, sounds, "bells")
    seat.type(pygame.K_1, "1")
    for kind, busy in ((pygame.WINDOWFOCUSLOST, False), (pygame.WINDOWFOCUSGAINED, True)):
        seat.happen(kind)
        seat.wait()
        assert pygame.mixer.music.get_busy() is busy


@pytest.mark.parametrize("name", ["noise", "missing"])
def test_what_cannot_be_played_is_silence(room: Room, sounds: Path, name: str) -> None:
    """A file that holds no sound, and one that is not there: the sound before it ends, and the game goes on."""
    seat = listening(room, sounds, "bells", name, "rain")
    heard = []
    for _ in range(3):
        seat.type(pygame.K_1, "1")
        heard.append(playing())
    assert heard == [True, False, True]
    assert not seat.window.failed


def test_without_a_sound_device_the_game_goes_on(room: Room, sounds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A school's computer without loudspeakers is silent."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such device")
    seat = listening(room, sounds, "bells")
    seat.type(pygame.K_1, "1")
    seat.happen(pygame.WINDOWFOCUSLOST)
    seat.wait()
    assert pygame.mixer.get_init() is None
    assert seat.window.open and not seat.window.failed
