"""Every kind of page, laid out in windows of every usual size with plain and large text. Draws nothing."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pygame
import pytest

from game.app.page import Button, Page
from game.faces.window.box import Box, Press, Turn, View, Words, stops
from game.faces.window.layout import layout
from game.faces.window.vote import voters
from tests.window.pages import PAGES

SIZES = ((1280, 720), (800, 600), (1024, 768), (1366, 768), (1280, 800), (1920, 1080), (3840, 2160), (640, 480))
TEXTS = (100, 150, 200)
PROSE, OTHER = 18, 15  # the least sizes, in pixels
SHOWS_DIGITS = ("roles", "scene", "vote", "record", "ending", "menu")

Laid = tuple[View, tuple[Box, ...]]


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    pygame.font.init()


@pytest.fixture(
    params=[(n, s, t) for n in PAGES for s in SIZES for t in TEXTS], ids=lambda p: f"{p[0]}-{p[1][0]}x{p[1][1]}-{p[2]}"
)
def case(request: pytest.FixtureRequest) -> tuple[Page, tuple[int, int], tuple[Laid, ...]]:
    """A page, the size of the window, and the page as it lies there: each sheet, each state of a count."""
    name, size, text = request.param
    return page_of(name, text), size, views(name, size, text)


def page_of(name: str, text: int) -> Page:
    return replace(PAGES[name], text=text)


@cache
def views(name: str, size: tuple[int, int], text: int) -> tuple[Laid, ...]:
    page = page_of(name, text)
    found: dict[View, tuple[Box, ...]] = {}
    waiting = [View(), *(View(hands=number) for number in range(len(voters(page)) + 1) if page.kind == "vote")]
    for view in waiting:
        if view not in found:
            found[view] = layout(page, size, view)
            turns = (press.message for press in stops(found[view]) if isinstance(press.message, Turn))
            waiting += [View(sheet=turn.sheet, part=turn.part) for turn in turns]
    return tuple(found.items())


def read(boxes: tuple[Box, ...]) -> Iterator[tuple[Box, Words]]:
    """What is there to read: shadows of letters, and what lies under a card, carry no text."""
    return ((box, box.look) for box in boxes if isinstance(box.look, Words) and box.text.strip())


def inked(box: Box, words: Words) -> pygame.Rect:
    """Where the letters stand, without the air above capitals and below the line."""
    x, y, width, _ = box.rect
    tall = max(piece.size for piece in words.pieces)
    return pygame.Rect(x, y + words.base - round(tall * 0.62), width, round(tall * 0.72))


def test_no_words_lie_on_others(case: tuple[Page, tuple[int, int], tuple[Laid, ...]]) -> None:
    """No two lines of text touch, on no sheet and at no moment of a count."""
    for view, boxes in case[2]:
        found = [(box.text, inked(box, words)) for box, words in read(boxes)]
        for number, (text, rect) in enumerate(found):
            touched = [found[other][0] for other in rect.collidelistall([r for _, r in found]) if other != number]
            assert not touched, f"{text!r} lies on {touched} in {view}"


def test_nothing_to_read_or_press_is_outside(case: tuple[Page, tuple[int, int], tuple[Laid, ...]]) -> None:
    """Every word and everything that can be pressed stands inside the window."""
    _, size, laid = case
    window = pygame.Rect((0, 0), size)
    for view, boxes in laid:
        for box in boxes:
            if box.press or isinstance(box.look, Words):
                assert window.contains(pygame.Rect(box.rect)), f"{box.text!r} at {box.rect} in {view}"


def test_words_fit_their_boxes(case: tuple[Page, tuple[int, int], tuple[Laid, ...]]) -> None:
    """No line is wider than its box, and no label of a button reaches beyond it."""
    for view, boxes in case[2]:
        plates = [pygame.Rect(box.rect) for box in boxes if box.press]
        for box, words in read(boxes):
            last, rect = words.pieces[-1], inked(box, words)
            assert last.x + last.width <= box.rect[2] + 1, f"{box.text!r} in {view}"
            for plate in plates:
                within = plate.contains(rect) or not plate.collidepoint(rect.center) or rect.contains(plate)
                assert within or rect.width > plate.width > 0 and _term(boxes, plate), f"{box.text!r} in {view}"


def _term(boxes: tuple[Box, ...], plate: pygame.Rect) -> bool:
    """An underlined word is smaller than the line in which it stands."""
    return any(box.press and box.press.key[0] == 2 and pygame.Rect(box.rect) == plate for box in boxes)


def test_type_is_never_too_small(case: tuple[Page, tuple[int, int], tuple[Laid, ...]]) -> None:
    """Prose has at least 18 pixels, everything else 15."""
    for view, boxes in case[2]:
        for box, words in read(boxes):
            for piece in words.pieces:
                least = PROSE if piece.face.startswith("PT_Serif") else OTHER
                assert piece.size >= least, f"{piece.text!r} has {piece.size} in {view}"
            assert box.rect[3] > 0


def test_every_button_is_there_with_its_digit(case: tuple[Page, tuple[int, int], tuple[Laid, ...]]) -> None:
    """Each button of a page can be pressed on some sheet of it, and in play its digit stands on it."""
    page, _, laid = case
    for button in page.buttons():
        places = [(boxes, box) for _, boxes in laid for box in boxes if _presses(box, button)]
        assert places, f"{button} cannot be pressed"
        if page.kind in SHOWS_DIGITS and button.style != "icon" and button.shut is None:
            assert all(_shows(boxes, box, str(button.digit)) for boxes, box in places), f"{button} has no digit"


def _presses(box: Box, button: Button) -> bool:
    match box.press:
        case Press(_, message, key, shut):
            return (message, key, shut) == (button.message, button.digit, button.shut)
    return False


def _shows(boxes: tuple[Box, ...], plate: Box, digit: str) -> bool:
    return any(box.text == digit and pygame.Rect(plate.rect).contains(inked(box, words)) for box, words in read(boxes))


def test_the_focus_moves_no_words(case: tuple[Page, tuple[int, int], tuple[Laid, ...]]) -> None:
    """Wherever the focus is, the same words stand in the same places, and the page looks different."""
    page, size, laid = case
    for view, boxes in laid:
        if view.hands is not None:
            assert not stops(boxes), "while hands go up there is nothing to press"
            continue
        looks = {tuple(layout(page, size, replace(view, focus=press.key))) for press in stops(boxes)}
        assert len(looks) == len(stops(boxes))
        assert len({tuple((box.text, box.rect) for box, _ in read(look)) for look in looks}) <= 1
