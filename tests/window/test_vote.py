"""The page of a vote: what its squares count."""

from dataclasses import replace

import pygame

from game.app.page import Row
from game.faces.window.box import View
from game.faces.window.layout import layout
from tests.window.pages import PAGES


def shown(hands: int | None) -> list[str]:
    """The words of a vote whose last voter counts for seventy."""
    pygame.font.init()
    page = PAGES["vote"]
    last = max(number for number, block in enumerate(page.blocks) if isinstance(block, Row))
    blocks = tuple(replace(block, seats=70) if number == last and isinstance(block, Row) else block
                   for number, block in enumerate(page.blocks))  # fmt: skip
    return [box.text for box in layout(replace(page, blocks=blocks), (1280, 720), View(hands=hands))]


def test_a_voter_with_seats_counts_for_as_many() -> None:
    """Once the hand is up; before, the square knows nothing of it."""
    assert "71" in shown(None)
    assert "71" not in shown(3)
