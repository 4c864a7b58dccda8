"""A page laid out in a window: one list of boxes, which the painter paints and a pointer presses. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from game.app.page import Page
from game.faces.window.box import Box, Press, still, stops, to_pixels
from game.faces.window.card import card
from game.faces.window.folder import folder
from game.faces.window.press import NEXT
from game.faces.window.scene import scene
from game.faces.window.space import AFRESH, Space, View, space
from game.faces.window.title import title
from game.faces.window.vote import vote


def layout(page: Page, size: tuple[int, int], view: View = AFRESH) -> tuple[Box, ...]:
    """The boxes of a page from the back to the front, in pixels. A focus that is nowhere goes to the first stop."""
    room = space(size, page.text)
    boxes = tuple(compose(page, room, view))
    found = stops(boxes)
    if found and view.focus not in {press.key for press in found}:
        boxes = tuple(compose(page, room, replace(view, focus=first(found).key)))
    return tuple(to_pixels(box, room.scale) for box in boxes)


def first(found: tuple[Press, ...]) -> Press:
    """What has the focus before a player moves it: the next sheet while there is one, then what can be taken."""
    usual = [press for press in found if press.shut is None]
    return next((press for press in usual if press.key == NEXT), (*usual, *found)[0])


def compose(page: Page, room: Space, view: View) -> Iterator[Box]:
    match page.kind:
        case "title":
            return title(page, room, view)
        case "scene":
            return scene(page, room, view)
        case "vote":
            return vote(page, room, view)
        case "roles" | "ending":
            return folder(page, room, view)
        case _:
            under = still(compose(page.below, room, view.below or AFRESH)) if page.below else ()
            return card(page, room, view, tuple(under))
