"""A story played through in a window: by the pointer alone, by digits alone, by arrows and Enter alone."""

import random
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.app.message import Choose, GoOn, Message, NewGame, Show
from game.core.journal import Chosen, Start, chosen, read
from game.core.play import begin, step
from game.core.story import Story
from game.faces.window.box import Press, stops
from game.faces.window.press import NEXT, PART
from game.lang.read import read as read_story
from game.shell import Shell
from game.store import Store
from tests.conftest import ROOT, SHIPPED
from tests.window.test_loop import Point, Room, Seat, room

__all__ = ["room"]  # the fixture

MOST = 300  # presses
SMALL = ROOT / "tests" / "stories" / "small"
Way = Callable[[Seat, Press], None]


def by_pointer(seat: Seat, press: Press) -> None:
    seat.click(seat.spot(press))


def by_digit(seat: Seat, press: Press) -> None:
    assert press.digit is not None, press
    seat.type(pygame.K_0 + press.digit, str(press.digit))


def by_arrows(seat: Seat, press: Press) -> None:
    """The focus is moved until it lies there; then Enter."""
    for _ in stops(seat.window.desk.boxes):
        if seat.window.desk.view.focus == press.key:
            break
        seat.type(pygame.K_DOWN)
    assert seat.window.desk.view.focus == press.key
    seat.type(pygame.K_RETURN, "\r")


WAYS: dict[str, Way] = {"pointer": by_pointer, "digits": by_digit, "arrows": by_arrows}


def dictated(story: Story, role: str, seed: int) -> tuple[Chosen, ...]:
    """What a random walk to an ending chooses. The seed alone decides."""
    luck, turn, entries = random.Random(seed), begin(story, role), []
    while not turn.ended:
        number = luck.choice([option.number for option in turn.options if option.open])
        entries.append(chosen(turn, str(number)))
        turn = step(story, turn, entries[-1].choice)
    return tuple(entries)


def wanted(seat: Seat, choice: Message | None) -> Press:
    """What a player presses who reads all there is and makes this choice: the next sheet, it, more choices, the way on."""
    found = stops(seat.window.desk.boxes)
    keys, messages = {press.key: press for press in found}, {press.message: press for press in found}
    ways = (keys.get(NEXT), messages.get(choice) if choice else None, keys.get(PART), messages.get(GoOn()))
    return next(press for press in ways if press)


def played(room: Room, folder: Path, home: Path, way: Way, seed: int, size: Point) -> str:
    """The journal of a new game, played in one way to the ending that the dice dictate."""
    shell = Shell(folder, Store(home), "0.1.0")
    assert shell.model.story is not None
    role = next(iter(shell.model.story.roles))
    entries = dictated(shell.model.story, role, seed)
    seat = room.seat(shell.page(), shell.send, shell.fault, size, (folder / "pictures",))
    seat.settle()
    for message in (Show("roles"), NewGame(role)):
        way(seat, seat.found(message))
    for _ in range(MOST):
        game = shell.model.game
        if game is None or seat.window.desk.page.kind == "ending":
            break
        left = entries[len(game.journal.entries) :]
        way(seat, wanted(seat, Choose(game.turn.option(left[0].choice).number) if left else None))
    seat.happen(pygame.QUIT)
    assert not seat.wait()
    (kept,) = (home / "games").glob("*.journal")
    return kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(1280, 720), (640, 480)], ids=["usual", "small window"])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("folder", [SMALL, SHIPPED], ids=["small", "shipped"])
def test_pointer_digits_and_arrows_each_play_a_whole_story(
    room: Room, tmp_path: Path, folder: Path, seed: int, size: Point
) -> None:
    """From the title to an ending, each without the other two; all three leave the same lines, which the dice dictated."""
    journals = {name: played(room, folder, tmp_path / name, way, seed, size) for name, way in WAYS.items()}
    kept = read(journals["pointer"])
    story = read_story(folder).story
    assert story is not None
    assert kept.start == Start(folder.name, next(iter(story.roles)), story.format, "0.1.0")
    assert kept.line() == dictated(story, kept.start.role, seed)
    assert journals["pointer"] == journals["digits"] == journals["arrows"]


def test_the_dice_lead_different_ways(shipped: Story) -> None:
    """Otherwise the seeds would play one way again and again."""
    ways = {dictated(shipped, next(iter(shipped.roles)), seed) for seed in range(3)}
    assert len(ways) == 3
    assert all(len(way) > 3 for way in ways)
