"""A page laid out in a window: one list of boxes, which the painter paints and a pointer presses. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from game.app.page import Page
from game.faces.window.box import AFRESH, Box, Press, Space, View, space, still, stops, to_pixels
from game.faces.window.card import card
from game.faces.window.folder import folder
from game.faces.window.press import NEXT
from game.faces.window.scene import scene
from game.faces.window.title import title
from game.faces.window.vote import vote

COMPOSITIONS = {"title": title, "scene": scene, "vote": vote, "roles": folder, "ending": folder}  # all else is a card


def layout(page: Page, size: tuple[int, int], view: View = AFRESH) -> tuple[Box, ...]:
    """The boxes of a page from the back to the front, in pixels."""
    return laid(page, size, view)[1]


def laid(page: Page, size: tuple[int, int], view: View) -> tuple[View, tuple[Box, ...]]:
    """What is turned to on a page, and its boxes. A focus that is nowhere goes to the first stop."""
    room = space(page, size, view)
    boxes = tuple(_composed(room))
    found = stops(boxes)
    if found and view.focus not in {press.key for press in found}:
        return laid(page, size, replace(view, focus=_first(found).key))
    return view, tuple(to_pixels(box, room.scale) for box in boxes)


def _first(found: tuple[Press, ...]) -> Press:
    """What has the focus before a player moves it: the next sheet while there is one, then what can be taken."""
    usual = [press for press in found if press.shut is None]
    return next((press for press in usual if press.key == NEXT), (*usual, *found)[0])


def _composed(room: Space) -> Iterator[Box]:
    if below := room.page.below:
        given, view = tuple(enumerate(below.blocks)), room.view.below or AFRESH
        under = _composed(replace(room, page=below, given=given, view=view))
        room = replace(room, under=tuple(still(under)))
    return COMPOSITIONS.get(room.page.kind, card)(room)
