"""What a key, the pointer or the clock does to the page that is shown: another view of it, or a message. Pure.

One press is one choice: a key that is held, the second half of a double click, what is pressed as the window comes to
the front, and whatever is pressed before the page is whole choose nothing.
"""

from dataclasses import dataclass, replace

import pygame

from game.app.message import Back, Close, Forward, Message, Quit, Show, TextSize
from game.app.page import Page, said
from game.faces.window.box import AFRESH, TERM_KEY, Box, Key, Press, Turn, View, stops
from game.faces.window.layout import laid
from game.faces.window.press import BEFORE, NEXT, PART
from game.faces.window.vote import voters

Act = Message | Turn | None

HAND, HOLD = 350, 500  # milliseconds from one hand to the next, and from the last to the result
LETTER = 40  # milliseconds to read one of what is said as a hand goes up
TWICE, RAISED = 500, 250  # a click so soon after another is its double; so soon after the focus came, it only raises
OF_PLAY = ("scene", "vote", "record", "ending")
STEPS = {pygame.K_TAB: 1, pygame.K_DOWN: 1, pygame.K_RIGHT: 1, pygame.K_UP: -1, pygame.K_LEFT: -1}
DIGITS = {str(n): n for n in range(1, 10)}
ROW = {pygame.KSCAN_1 + n - 1: n for n in range(1, 10)}
KEYPAD = {pygame.K_KP_1 + n - 1: n for n in range(1, 10)}
MOVES = {pygame.K_KP_8: pygame.K_UP, pygame.K_KP_2: pygame.K_DOWN, pygame.K_KP_4: pygame.K_LEFT,
         pygame.K_KP_6: pygame.K_RIGHT, pygame.K_KP_9: pygame.K_PAGEUP, pygame.K_KP_3: pygame.K_PAGEDOWN}  # fmt: skip
LARGER = ("+", pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS)
SMALLER = ("-", pygame.K_MINUS, pygame.K_KP_MINUS)
SIZES = dict.fromkeys(LARGER, 1) | dict.fromkeys(SMALLER, -1) | dict.fromkeys((pygame.K_0, pygame.K_KP_0), 0)
COMMAND = pygame.KMOD_CTRL | pygame.KMOD_META
PRESSES = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP, pygame.MOUSEWHEEL)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the player, and what they have just done. Times count in milliseconds."""

    page: Page
    size: tuple[int, int]
    view: View = AFRESH
    boxes: tuple[Box, ...] = ()
    armed: Key | None = None  # under the button that is held down
    held: frozenset[int] = frozenset()  # keys that are down
    clicked: int = -TWICE  # when the last click began
    raised: int = -RAISED  # when the window came to the front
    beat: int | None = None  # when the next hand goes up; nothing while it is not moving
    away: bool = False
    covers: "Desk | None" = None  # what lies below, as it lay


def opened(page: Page, size: tuple[int, int], now: int, before: Desk | None = None) -> Desk:
    """The page laid before the player: as it lay if it is the same still or was covered, a new one at its own top."""
    kept = _found(page, before)
    view = kept.view if kept else View(hands=0 if page.kind == "vote" and voters(page) else None)
    covers = kept.covers if kept else before if page.leave == Close() else None
    below = _found(page.below, covers)
    beat = now + HAND if view.hands is not None else None
    desk = replace(before or Desk(page, size, raised=now), page=page, size=size, covers=covers, armed=None, beat=beat)
    return arranged(desk, replace(view, below=below.view if below else None))


def _found(page: Page | None, desk: Desk | None) -> Desk | None:
    """The desk on which a page lay, among this one and those that it covers."""
    while desk and page and (desk.page.kind, desk.page.turn) != (page.kind, page.turn):
        desk = desk.covers
    return desk if page else None


def arranged(desk: Desk, view: View) -> Desk:
    """The desk with its page laid out anew."""
    view, boxes = laid(desk.page, desk.size, view)
    return replace(desk, view=view, boxes=boxes)


def ticked(desk: Desk, now: int) -> Desk:
    """The next hand, when its time has come. While the window is away nothing moves."""
    up = desk.view.hands
    if desk.beat is None or desk.away or now < desk.beat or up is None:
        return desk
    given = voters(desk.page)
    if up == len(given):
        return _whole(desk)
    pause = max(HAND if up + 1 < len(given) else HOLD, LETTER * len(said(given[up].note)))
    return arranged(replace(desk, beat=now + pause), replace(desk.view, hands=up + 1))


def _whole(desk: Desk) -> Desk:
    return arranged(replace(desk, beat=None), replace(desk.view, hands=None, focus=None))


def offered(desk: Desk) -> object:
    """What there is to choose from. What is pressed counts once this can be seen."""
    return desk.page, desk.view.sheet, desk.view.part, desk.view.hands is None


def heard(desk: Desk, event: pygame.event.Event, now: int) -> tuple[Desk, Message | None]:
    """What an event makes of the desk, and the message to send, if any."""
    match event.type:
        case pygame.QUIT:
            return desk, Quit()
        case pygame.WINDOWFOCUSLOST:
            return replace(desk, away=True, armed=None, held=frozenset()), None
        case pygame.WINDOWFOCUSGAINED:
            return replace(desk, away=False, raised=now, beat=None if desk.beat is None else now + HAND), None
        case pygame.MOUSEMOTION:
            return _pointed(desk, event.pos), None
        case pygame.KEYDOWN:
            return _struck(desk, event, now)
        case pygame.KEYUP:
            return replace(desk, held=desk.held - {event.key}), None
        case pygame.MOUSEBUTTONDOWN if event.button == 1:
            return _pushed(desk, event.pos, now), None
        case pygame.MOUSEBUTTONUP if event.button == 1:
            return _released(desk, event.pos)
        case pygame.MOUSEWHEEL:
            return _done(desk, _message(desk, BEFORE if event.y > 0 else NEXT if event.y < 0 else None))
    return desk, None


def _done(desk: Desk, act: "Act | Key") -> tuple[Desk, Message | None]:
    """A turn and a new focus stay here; a message goes out."""
    match act:
        case Turn(sheet, part):
            return arranged(replace(desk, armed=None), replace(desk.view, sheet=sheet, part=part, focus=None)), None
        case tuple():
            return arranged(desk, replace(desk.view, focus=act)), None
    return desk, act


def under(desk: Desk, point: tuple[int, int]) -> Press | None:
    """What the pointer is on: the topmost."""
    return next((box.press for box in reversed(desk.boxes) if box.press and point in box), None)


def _pointed(desk: Desk, point: tuple[int, int]) -> Desk:
    """The focus follows the pointer."""
    press = under(desk, point)
    if press is None or press.key == desk.view.focus:
        return desk
    return arranged(desk, replace(desk.view, focus=press.key))


def _pushed(desk: Desk, point: tuple[int, int], now: int) -> Desk:
    if now - desk.clicked < TWICE:
        return replace(desk, armed=None)
    desk = replace(_pointed(desk, point), armed=None, clicked=now)
    if desk.away or now - desk.raised < RAISED:
        return desk
    if desk.view.hands is not None:
        return _whole(desk)
    press = under(desk, point)
    return replace(desk, armed=press.key) if press else replace(desk, clicked=-TWICE)


def _released(desk: Desk, point: tuple[int, int]) -> tuple[Desk, Message | None]:
    """A click is a press and a release on the same thing."""
    press = under(desk, point)
    key = desk.armed if press and press.key == desk.armed else None
    return _done(replace(desk, armed=None), _message(desk, key))


def _message(desk: Desk, key: Key | None) -> Act:
    press = next((press for press in stops(desk.boxes) if press.key == key), None)
    return press.message if press and press.shut is None else None


def _struck(desk: Desk, event: pygame.event.Event, now: int) -> tuple[Desk, Message | None]:
    """A key goes down. One that is held says so again and again; one held since before the window came, once."""
    fresh = event.key not in desk.held and now - desk.raised >= RAISED
    desk = replace(desk, held=desk.held | {event.key})
    if not fresh:
        return desk, None
    if event.mod & (pygame.KMOD_ALT | COMMAND) or event.key in (pygame.K_F1, pygame.K_ESCAPE) or event.unicode == "?":
        return desk, _anywhere(desk, event)
    if desk.view.hands is not None:
        return _whole(desk) if event.unicode or MOVES.get(event.key, event.key) in MOVES.values() else desk, None
    return _done(desk, _key(desk, event))


def _anywhere(desk: Desk, event: pygame.event.Event) -> Message | None:
    """What a key does also while hands are counted. A sign counts wherever a keyboard has it."""
    if event.mod & pygame.KMOD_ALT:
        return Quit() if event.key == pygame.K_F4 else None
    if event.mod & COMMAND:
        by = SIZES.get(event.unicode, SIZES.get(event.key))
        return None if by is None else TextSize(by)
    return desk.page.leave if event.key == pygame.K_ESCAPE else Show("keys")


def _key(desk: Desk, event: pygame.event.Event) -> "Act | Key":
    shift = event.mod & pygame.KMOD_SHIFT
    if digit := _digit(event):
        return next((p.message for p in stops(desk.boxes) if p.digit == digit and p.shut is None), None)
    match MOVES.get(event.key, event.key):
        case pygame.K_RETURN | pygame.K_KP_ENTER | pygame.K_SPACE:
            return _message(desk, desk.view.focus)
        case pygame.K_TAB | pygame.K_DOWN | pygame.K_UP | pygame.K_LEFT | pygame.K_RIGHT as key:
            return _step(stops(desk.boxes), desk.view.focus, -1 if shift and key == pygame.K_TAB else STEPS[key])
        case pygame.K_PAGEDOWN:
            return _message(desk, NEXT) or _message(desk, PART)
        case pygame.K_PAGEUP:
            return _message(desk, BEFORE)
        case pygame.K_BACKSPACE if desk.page.kind in OF_PLAY:
            return Forward() if shift else Back()
    if _typed(event, pygame.K_c, pygame.KSCAN_C) and desk.page.kind in OF_PLAY:
        return Show("people")
    if _typed(event, pygame.K_g, pygame.KSCAN_G):
        return _step(tuple(p for p in stops(desk.boxes) if p.key[0] == TERM_KEY), desk.view.focus, 1)
    return None


def _typed(event: pygame.event.Event, key: int, place: int) -> bool:
    """A letter, or what other scripts have in its place."""
    return bool(event.key == key or (event.key > 127 and event.scancode == place))


def _digit(event: pygame.event.Event) -> int | None:
    """The digit that a key types, or has in its place in the row, whatever else it types there without Shift."""
    if event.unicode in DIGITS:
        return DIGITS[event.unicode]
    if event.mod & pygame.KMOD_NUM and event.key in KEYPAD:
        return KEYPAD[event.key]
    return None if event.mod & pygame.KMOD_SHIFT else ROW.get(event.scancode)


def _step(found: tuple[Press, ...], focus: Key | None, step: int) -> Key | None:
    """The stop after this one, round and round."""
    keys = [press.key for press in found]
    at = keys.index(focus) + step if focus in keys else 0 if step > 0 else -1
    return keys[at % len(keys)] if keys else None
