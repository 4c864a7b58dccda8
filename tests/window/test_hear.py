"""Keys, pointer and clock on every kind of page: what they send, and what they must not."""

from dataclasses import replace

import pygame
import pytest

from game.app.message import Back, Choose, Close, Forward, GoOn, Message, Open, Quit, Show, TextSize
from game.app.page import Button, words
from game.faces.window.box import TERM_KEY, Press, Turn, stops
from game.faces.window.hear import HAND, OF_PLAY, RAISED, TWICE, Desk, heard, opened, ticked, under
from game.faces.window.press import BEFORE, NEXT, PART
from game.faces.window.vote import voters
from tests.window.pages import ENDING, MENU, PAGES, SCENE, VOTE

SIZE = (1280, 720)
SHIFT, CTRL, ALT, NUM, META = (
    pygame.KMOD_LSHIFT,
    pygame.KMOD_LCTRL,
    pygame.KMOD_LALT,
    pygame.KMOD_NUM,
    pygame.KMOD_LMETA,
)
LATER = 60_000  # milliseconds after the page was shown
Point = tuple[int, int]


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    pygame.font.init()


def key(code: int, unicode: str = "", mod: int = 0, place: int = 0) -> pygame.event.Event:
    return pygame.Event(pygame.KEYDOWN, key=code, unicode=unicode, mod=mod, scancode=place)


def digit(number: int) -> pygame.event.Event:
    return key(pygame.K_0 + number, str(number), place=pygame.KSCAN_1 + number - 1)


def let_go(code: int) -> pygame.event.Event:
    return pygame.Event(pygame.KEYUP, key=code, unicode="", mod=0, scancode=0)


def down(point: Point, button: int = 1) -> pygame.event.Event:
    return pygame.Event(pygame.MOUSEBUTTONDOWN, pos=point, button=button)


def up(point: Point, button: int = 1) -> pygame.event.Event:
    return pygame.Event(pygame.MOUSEBUTTONUP, pos=point, button=button)


def wheel(y: int) -> pygame.event.Event:
    return pygame.Event(pygame.MOUSEWHEEL, x=0, y=y)


ENTER, SPACE = key(pygame.K_RETURN, "\r"), key(pygame.K_SPACE, " ")
LEFT_BEHIND = pygame.Event(pygame.WINDOWFOCUSLOST)
RAISING = pygame.Event(pygame.WINDOWFOCUSGAINED)


def before(name: str, size: Point = SIZE) -> Desk:
    """A sample page as it lies when it has just been shown."""
    return opened(PAGES[name], size, 0)


def whole(name: str, size: Point = SIZE) -> Desk:
    """The same when its hands are counted."""
    desk, now = before(name, size), 0
    while desk.beat is not None:
        now = desk.beat
        desk = ticked(desk, now)
    return desk


def after(desk: Desk, *events: pygame.event.Event, now: int = LATER, each: int = 0) -> tuple[Desk, list[Message]]:
    """What events make of a desk, one `each` so many milliseconds, and all that they send."""
    sent = []
    for number, event in enumerate(events):
        desk, message = heard(desk, event, now + number * each)
        sent += [message] if message is not None else []
    return desk, sent


def sent(desk: Desk, *events: pygame.event.Event, now: int = LATER) -> list[Message]:
    return after(desk, *events, now=now)[1]


def spot(desk: Desk, press: Press) -> Point:
    """A point where the pointer is on this."""
    rects = (pygame.Rect(box.rect) for box in desk.boxes if box.press == press)
    return next(rect.center for rect in rects if under(desk, rect.center) == press)


def pressing(desk: Desk, message: Message) -> Press:
    return next(press for press in stops(desk.boxes) if press.message == message)


def the_shut(desk: Desk) -> Press:
    return next(press for press in stops(desk.boxes) if press.shut is not None)


def focused(desk: Desk, press: Press) -> Desk:
    return replace(desk, view=replace(desk.view, focus=press.key))


def blank(desk: Desk) -> Point:
    """A point with nothing to press."""
    return next((x, 2) for x in range(2, desk.size[0], 7) if under(desk, (x, 2)) is None)


# -- keys --------------------------------------------------------------------------------------------------------------

ONES = {
    "row": key(pygame.K_1, "1", 0, pygame.KSCAN_1),
    "row, digits locked": key(pygame.K_1, "1", NUM, pygame.KSCAN_1),
    "keypad": key(pygame.K_KP_1, "1", NUM, pygame.KSCAN_KP_1),
    "keypad without text": key(pygame.K_KP_1, "", NUM, pygame.KSCAN_KP_1),
    "French": key(pygame.K_1, "&", 0, pygame.KSCAN_1),
    "French, digits locked": key(pygame.K_1, "&", NUM, pygame.KSCAN_1),
    "French, named by its sign": key(pygame.K_AMPERSAND, "&", 0, pygame.KSCAN_1),
    "French with Shift": key(pygame.K_AMPERSAND, "1", SHIFT, pygame.KSCAN_1),
}


@pytest.mark.parametrize("pressed", list(ONES.values()), ids=list(ONES))
def test_a_digit_chooses_on_any_keyboard(pressed: pygame.event.Event) -> None:
    """By what it types, on the keypad, and by its place in the row where the row types other signs."""
    assert sent(before("scene"), pressed) == [Choose(1)]


def test_other_signs_of_the_digit_row_do_not_choose() -> None:
    """With Shift the row types ! and №; a Russian ? stands on the 7 and shows the keys."""
    desk = before("scene")
    assert sent(desk, key(pygame.K_1, "!", SHIFT, pygame.KSCAN_1)) == []
    assert sent(desk, key(pygame.K_3, "№", SHIFT, pygame.KSCAN_3)) == []
    assert sent(desk, key(pygame.K_7, "?", SHIFT, pygame.KSCAN_7)) == [Show("keys")]


@pytest.mark.parametrize("name", PAGES)
def test_every_digit_shown_presses_its_button(name: str) -> None:
    """On every kind of page, on every sheet: the digit sends what the button would."""
    desk = whole(name)
    numbered = [press for press in stops(desk.boxes) if press.digit is not None and press.shut is None]
    assert numbered
    for press in numbered:
        turned, messages = after(desk, digit(press.digit or 0))
        if isinstance(press.message, Turn):
            assert (turned.view.sheet, turned.view.part, messages) == (press.message.sheet, press.message.part, [])
        else:
            assert messages == [press.message]


@pytest.mark.parametrize("pressed", [ENTER, SPACE, key(pygame.K_KP_ENTER, "\r")], ids=["Enter", "Space", "keypad"])
@pytest.mark.parametrize("name", PAGES)
def test_enter_presses_the_focus(name: str, pressed: pygame.event.Event) -> None:
    """Whatever has it: a choice, a button, an icon, an underlined word."""
    desk = whole(name)
    for press in stops(desk.boxes):
        if press.shut is None and not isinstance(press.message, Turn):
            assert sent(focused(desk, press), pressed) == [press.message]


FORTH = {
    "Tab": key(pygame.K_TAB, "\t"),
    "Down": key(pygame.K_DOWN),
    "Right": key(pygame.K_RIGHT),
    "keypad 2": key(pygame.K_KP_2),
    "keypad 6": key(pygame.K_KP_6),
}
BACK = {
    "Shift+Tab": key(pygame.K_TAB, "\t", SHIFT),
    "Up": key(pygame.K_UP),
    "Left": key(pygame.K_LEFT),
    "keypad 8": key(pygame.K_KP_8),
    "keypad 4": key(pygame.K_KP_4),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("pressed", "step"),
    [*((event, 1) for event in FORTH.values()), *((event, -1) for event in BACK.values())],
    ids=[*FORTH, *BACK],
)
def test_arrows_and_tab_go_round_all_that_can_be_pressed(name: str, pressed: pygame.event.Event, step: int) -> None:
    """Every stop once, in order, and home again; nothing is chosen on the way."""
    desk = whole(name)
    keys = [press.key for press in stops(desk.boxes)]
    start = keys.index(desk.view.focus) if desk.view.focus in keys else -1
    for number in range(1, len(keys) + 1):
        desk, messages = after(desk, pressed, let_go(pressed.key))
        assert (desk.view.focus, messages) == (keys[(start + step * number) % len(keys)], [])


ONWARD = {"PgDn": key(pygame.K_PAGEDOWN), "keypad 3": key(pygame.K_KP_3), "wheel": wheel(-1)}
BACKWARD = {"PgUp": key(pygame.K_PAGEUP), "keypad 9": key(pygame.K_KP_9), "wheel": wheel(1)}


@pytest.mark.parametrize(
    ("forth", "back"), list(zip(ONWARD.values(), BACKWARD.values(), strict=True)), ids=["page", "keypad", "wheel"]
)
@pytest.mark.parametrize("name", ["long", "trouble"])
def test_a_long_text_is_turned_and_turned_back(name: str, forth: pygame.event.Event, back: pygame.event.Event) -> None:
    """One sheet each, up to the last and back to the first; the end turns no further, and nothing is chosen."""
    desk, sheets = before(name, (1024, 600)), [0]
    releases = [let_go(event.key) for event in (forth, back) if event.type == pygame.KEYDOWN]
    while NEXT in {press.key for press in stops(desk.boxes)} and len(sheets) < 20:
        desk, messages = after(desk, forth, *releases)
        sheets.append(desk.view.sheet)
        assert messages == []
    assert len(sheets) > 1 and sheets == list(range(len(sheets)))
    assert sent(desk, forth) == [] and after(desk, forth)[0].view.sheet == sheets[-1]
    for sheet in reversed(sheets[:-1]):
        desk, messages = after(desk, back, *releases)
        assert (desk.view.sheet, messages) == (sheet, [])
    assert BEFORE not in {press.key for press in stops(desk.boxes)}


def test_more_choices_than_fit_are_turned_too() -> None:
    """The page key shows the other part of the list and comes round to the first."""
    extra = (Button(words(f"A further choice, which takes two lines, number {n}"), Choose(n), n) for n in range(5, 10))
    page = replace(PAGES["full"], blocks=(*PAGES["full"].blocks, *extra), text=200)
    desk = opened(page, (640, 480), 0)
    parts = [desk.view.part]
    while NEXT in {press.key for press in stops(desk.boxes)}:
        desk, _ = after(desk, key(pygame.K_PAGEDOWN), let_go(pygame.K_PAGEDOWN))
    assert PART in {press.key for press in stops(desk.boxes)}
    for _ in range(9):
        desk, messages = after(desk, key(pygame.K_PAGEDOWN), let_go(pygame.K_PAGEDOWN))
        assert messages == []
        parts.append(desk.view.part)
    assert len(set(parts)) > 1 and parts.count(0) > 1


@pytest.mark.parametrize("name", PAGES)
def test_a_choice_is_taken_back_on_pages_of_play_only(name: str) -> None:
    """Backspace takes it back, Shift+Backspace makes it again; on a menu or a title neither does anything."""
    desk = whole(name)
    both = sent(desk, key(pygame.K_BACKSPACE, "\b"), let_go(pygame.K_BACKSPACE), key(pygame.K_BACKSPACE, "\b", SHIFT))
    assert both == ([Back(), Forward()] if desk.page.kind in OF_PLAY else [])
    assert ("scene" in OF_PLAY, "menu" in OF_PLAY) == (True, False)


@pytest.mark.parametrize("name", PAGES)
def test_c_shows_the_people_on_pages_of_play_only(name: str) -> None:
    """Also where a script has another letter in its place; not as part of a shortcut."""
    desk = whole(name)
    shown = [Show("people")] if desk.page.kind in OF_PLAY else []
    assert sent(desk, key(pygame.K_c, "c")) == sent(desk, key(ord("с"), "с", 0, pygame.KSCAN_C)) == shown
    assert sent(desk, key(pygame.K_c, "\x03", CTRL)) == []


@pytest.mark.parametrize("name", PAGES)
def test_some_keys_mean_the_same_everywhere(name: str) -> None:
    """Esc leaves as the page says, F1 and ? show the keys, Ctrl with + − 0 sizes the text; also while hands go up."""
    desk = before(name)
    assert sent(desk, key(pygame.K_ESCAPE, "\x1b")) == [PAGES[name].leave]
    assert sent(desk, key(pygame.K_F1)) == [Show("keys")]
    assert sent(desk, key(pygame.K_SLASH, "?", SHIFT)) == [Show("keys")]
    assert sent(desk, key(pygame.K_EQUALS, "+", CTRL | SHIFT)) == [TextSize(1)]


SIZES = {
    "Ctrl =": (key(pygame.K_EQUALS, "=", CTRL), 1),
    "Ctrl +, German": (key(pygame.K_PLUS, "+", CTRL), 1),
    "Ctrl +, Turkish": (key(pygame.K_4, "+", CTRL | SHIFT), 1),
    "Ctrl +, keypad": (key(pygame.K_KP_PLUS, "+", CTRL), 1),
    "Cmd =": (key(pygame.K_EQUALS, "", META), 1),
    "Ctrl −": (key(pygame.K_MINUS, "", CTRL), -1),
    "Ctrl −, French": (key(pygame.K_6, "-", CTRL, pygame.KSCAN_6), -1),
    "Ctrl −, keypad": (key(pygame.K_KP_MINUS, "-", CTRL), -1),
    "Ctrl 0": (key(pygame.K_0, "0", CTRL), 0),
    "Ctrl 0, French": (key(pygame.K_0, "à", CTRL), 0),
    "Ctrl 0, keypad": (key(pygame.K_KP_0, "0", CTRL | NUM), 0),
}


@pytest.mark.parametrize(("pressed", "by"), list(SIZES.values()), ids=list(SIZES))
def test_text_is_sized_on_any_keyboard(pressed: pygame.event.Event, by: int) -> None:
    """By the sign, wherever it stands, and by the key."""
    assert sent(before("scene"), pressed) == [TextSize(by)]


@pytest.mark.parametrize(
    "pressed",
    [key(pygame.K_g, "g"), key(pygame.K_g, "G", SHIFT), key(ord("п"), "п", 0, pygame.KSCAN_G)],
    ids=["g", "G", "Russian"],
)
def test_g_goes_to_the_next_underlined_word_and_enter_opens_it(pressed: pygame.event.Event) -> None:
    """First the first, then the second, then the first again."""
    desk, opens = before("scene"), []
    assert [press.key[0] == TERM_KEY for press in stops(desk.boxes)].count(True) == 2
    for _ in range(3):
        desk, messages = after(desk, pressed, let_go(pressed.key), ENTER, let_go(pygame.K_RETURN))
        opens += messages
    assert opens == [Open("bulganin"), Open("secret-speech"), Open("bulganin")]


@pytest.mark.parametrize("name", PAGES)
def test_closing_the_window_and_alt_f4_are_quit(name: str) -> None:
    """On every page, also while hands go up."""
    desk = before(name)
    assert sent(desk, pygame.Event(pygame.QUIT)) == sent(desk, key(pygame.K_F4, "", ALT)) == [Quit()]
    assert sent(desk, key(pygame.K_F4)) == []


@pytest.mark.parametrize("name", PAGES)
def test_other_keys_do_nothing(name: str) -> None:
    """Letters without a meaning yet, function keys, digits and Enter together with Alt or Ctrl, modifiers alone."""
    desk = whole(name)
    others = [key(ord(letter), letter) for letter in "mbewvsxq0"]
    others += [key(code) for code in (pygame.K_F2, pygame.K_F12, pygame.K_HOME, pygame.K_KP_1, pygame.K_KP_7)]
    others += [key(code) for code in (pygame.K_LSHIFT, pygame.K_RALT, pygame.K_CAPSLOCK, pygame.K_NUMLOCKCLEAR)]
    for mod in (CTRL, ALT, META):
        others += [key(pygame.K_1, "1", mod), key(pygame.K_RETURN, "\r", mod), key(pygame.K_TAB, "\t", mod)]
    for pressed in others:
        assert after(desk, pressed) == (replace(desk, held=frozenset({pressed.key})), [])


# -- the pointer -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_click_presses_what_it_is_on(name: str) -> None:
    """Whatever can be pressed has a place where the pointer presses it, and just it."""
    desk = whole(name)
    for press in stops(desk.boxes):
        if press.shut is None and not isinstance(press.message, Turn):
            point = spot(desk, press)
            assert sent(desk, down(point), up(point)) == [press.message]


def test_the_focus_follows_the_pointer() -> None:
    """Onto what it touches; on that, and over nothing, it stays where it was, and the desk is the same."""
    desk = before("scene")
    second = pressing(desk, Choose(2))
    moved, messages = after(desk, pygame.Event(pygame.MOUSEMOTION, pos=spot(desk, second)))
    assert (moved.view.focus, messages) == (second.key, [])
    assert after(moved, pygame.Event(pygame.MOUSEMOTION, pos=spot(moved, second)))[0] is moved
    assert after(moved, pygame.Event(pygame.MOUSEMOTION, pos=blank(moved)))[0] is moved


def test_a_click_begins_and_ends_on_the_same_thing() -> None:
    """A press that slides off, one that slides on, and the other buttons choose nothing."""
    desk = before("scene")
    one, two, none = spot(desk, pressing(desk, Choose(1))), spot(desk, pressing(desk, Choose(2))), blank(desk)
    for start, end in ((one, two), (one, none), (none, one)):
        assert sent(desk, down(start), up(end)) == []
    for button in (2, 3):
        assert sent(desk, down(one, button), up(one, button)) == []


def test_what_is_shut_cannot_be_chosen() -> None:
    """Neither by its digit, nor by Enter, nor by a click; it can have the focus, so that its reason is read."""
    desk = before("scene")
    shut = the_shut(desk)
    point = spot(desk, shut)
    assert shut.digit == 4
    assert sent(desk, digit(4)) == sent(focused(desk, shut), ENTER) == sent(desk, down(point), up(point)) == []
    assert after(desk, down(point), up(point))[0].view.focus == shut.key


# -- one press, one choice ---------------------------------------------------------------------------------------------


def test_a_held_key_chooses_once() -> None:
    """However often it repeats, also on the page that it led to; let go and pressed again, it chooses again."""
    desk, messages = after(before("scene"), digit(1), digit(1), digit(1))
    assert messages == [Choose(1)]
    desk = opened(PAGES["full"], SIZE, LATER, desk)
    assert sent(desk, digit(1)) == []
    assert sent(desk, let_go(pygame.K_1), digit(1)) == [Choose(1)]


def test_a_key_let_go_elsewhere_is_not_held() -> None:
    """The window never hears of it."""
    desk, _ = after(before("scene"), digit(1), LEFT_BEHIND, RAISING)
    assert sent(desk, digit(1), now=LATER + RAISED) == [Choose(1)]


def test_a_double_click_chooses_once() -> None:
    """Its second half presses nothing on the page that its first half led to; a click after that does."""
    desk = before("record")
    point = spot(desk, pressing(desk, GoOn()))
    desk, messages = after(desk, down(point), up(point))
    assert messages == [GoOn()]
    following = opened(replace(PAGES["record"], turn="next"), SIZE, LATER, desk)
    assert sent(following, down(point), up(point), now=LATER + TWICE - 1) == []
    assert sent(following, down(point), up(point), now=LATER + TWICE) == [GoOn()]


def test_a_click_beside_everything_delays_nothing() -> None:
    """Who misses may click again at once."""
    desk = before("scene")
    point = spot(desk, pressing(desk, Choose(1)))
    assert sent(desk, down(blank(desk)), up(blank(desk)), down(point), up(point)) == [Choose(1)]


@pytest.mark.parametrize("order", ["focus first", "click first"])
def test_the_click_that_raises_the_window_chooses_nothing(order: str) -> None:
    """Whichever the system tells first; nor does its double."""
    desk, _ = after(before("scene"), LEFT_BEHIND)
    point = spot(desk, pressing(desk, Choose(1)))
    events = (RAISING, down(point)) if order == "focus first" else (down(point), RAISING)
    desk, messages = after(desk, *events, up(point))
    assert messages == []
    assert sent(desk, down(point), up(point), now=LATER + RAISED) == []
    assert sent(desk, down(point), up(point), now=LATER + TWICE) == [Choose(1)]


def test_the_key_that_brought_the_window_chooses_nothing() -> None:
    """Enter that closed another window, still held when this one comes to the front; a moment later keys choose."""
    desk, _ = after(before("scene"), LEFT_BEHIND, RAISING)
    assert sent(desk, ENTER, now=LATER + RAISED - 1) == []
    assert sent(desk, key(pygame.K_F4, "", ALT), now=LATER + RAISED - 1) == []
    assert sent(desk, ENTER, now=LATER + RAISED) == [Choose(1)]


def test_a_press_that_a_key_overtook_chooses_nothing() -> None:
    """The button goes down on one sheet, a key turns it: letting go on the other, where it leads on too, turns no more."""
    desk = before("trouble", (1024, 600))
    point = spot(desk, next(press for press in stops(desk.boxes) if press.key == NEXT))
    desk, messages = after(desk, down(point), key(pygame.K_PAGEDOWN))
    on = under(desk, point)
    assert on is not None and on.key == NEXT
    desk, more = after(desk, up(point))
    assert (desk.view.sheet, messages + more) == (1, [])


# -- a count -----------------------------------------------------------------------------------------------------------

SKIPS = {
    "1": digit(1),
    "Enter": ENTER,
    "Space": SPACE,
    "Down": key(pygame.K_DOWN),
    "PgDn": key(pygame.K_PAGEDOWN),
    "keypad, digits out": key(pygame.K_KP_8),
    "Backspace": key(pygame.K_BACKSPACE, "\b"),
}


def test_hands_go_up_one_by_one() -> None:
    """Each in its time; after the last comes the result, and with it the way on."""
    desk, hands = before("vote"), []
    assert sent(desk, pygame.Event(pygame.MOUSEMOTION, pos=(5, 5))) == []
    while desk.beat is not None:
        hands.append(desk.view.hands)
        assert GoOn() not in {press.message for press in stops(desk.boxes)}
        assert ticked(desk, desk.beat - 1) is desk
        desk = ticked(desk, desk.beat)
    assert hands == list(range(len(voters(VOTE)) + 1))
    assert desk.view.hands is None and pressing(desk, GoOn()).digit == 1


@pytest.mark.parametrize("pressed", list(SKIPS.values()), ids=list(SKIPS))
def test_a_key_while_hands_go_up_only_shows_the_result(pressed: pygame.event.Event) -> None:
    """The page is whole at once and nothing is chosen; the next press goes on."""
    desk, messages = after(before("vote"), pressed)
    assert (desk.view.hands, desk.beat, messages) == (None, None, [])
    assert sent(desk, let_go(pressed.key), digit(1)) == [GoOn()]


def test_a_click_while_hands_go_up_only_shows_the_result() -> None:
    """On the spot where the way on will be; neither letting go nor the double of the click goes on."""
    desk = before("vote")
    point = spot(whole("vote"), pressing(whole("vote"), GoOn()))
    desk, messages = after(desk, down(point), up(point))
    assert (desk.view.hands, messages) == (None, [])
    assert sent(desk, down(point), up(point), now=LATER + TWICE - 1) == []
    assert sent(desk, down(point), up(point), now=LATER + TWICE) == [GoOn()]


@pytest.mark.parametrize("code", [pygame.K_LSHIFT, pygame.K_RALT, pygame.K_MODE, pygame.K_CAPSLOCK, pygame.K_NUMLOCKCLEAR,
                                  pygame.K_SCROLLLOCK, pygame.K_PRINTSCREEN, pygame.K_F11])  # fmt: skip
def test_a_modifier_does_not_hurry_a_count(code: int) -> None:
    """Nor does what photographs the screen, or fills it."""
    assert after(before("vote"), key(code))[0].view.hands == 0


def test_a_raising_click_does_not_hurry_a_count() -> None:
    """It only brings the window to the front."""
    desk, _ = after(before("vote"), LEFT_BEHIND, RAISING, down((640, 360)), up((640, 360)))
    assert desk.view.hands == 0


def test_no_hand_goes_up_while_the_window_is_away() -> None:
    """The count goes on when it is back, from where it was."""
    desk, _ = after(before("vote"), LEFT_BEHIND)
    assert ticked(desk, LATER) is desk
    desk, _ = after(desk, RAISING)
    assert ticked(desk, LATER + HAND - 1) is desk
    assert ticked(desk, LATER + HAND).view.hands == 1


def test_a_menu_over_a_count_lets_it_wait() -> None:
    """It goes on where it was; so does a long text that a card was laid over."""
    desk = ticked(before("vote"), HAND)
    over = opened(replace(MENU, below=VOTE), SIZE, LATER, desk)
    assert over.beat is None
    again = opened(VOTE, SIZE, LATER, over)
    assert (again.view.hands, again.beat) == (1, LATER + HAND)


def test_a_page_lies_as_it_was_left() -> None:
    """Its sheet and its focus are there again when what lay over it is closed; a new page starts at its top."""
    desk, _ = after(before("long", (1024, 600)), key(pygame.K_PAGEDOWN), let_go(pygame.K_PAGEDOWN), FORTH["Tab"])
    over = opened(replace(MENU, below=PAGES["long"]), desk.size, LATER, desk)
    assert over.page.leave == Close() and over.view.sheet == 0
    assert opened(PAGES["long"], desk.size, LATER, over).view == desk.view
    assert opened(ENDING, desk.size, LATER, desk).view.sheet == 0
    assert opened(SCENE, desk.size, LATER, desk).view.sheet == 0
