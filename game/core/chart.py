"""The map of a story as shapes and words in places: a printer for each medium draws them as they stand.

Rows are times, bands are chapters; a branch stands in the band of the chapter that it leaves, in a color of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from game.core import day
from game.core.layout import Box, Layout, Point, laid, ordered
from game.core.story import Cases, Decision, Scene, Story, To, Vote, When

INK, PAPER, LIGHT, DARK, MUTE, RED = "#16181F", "#EFE6D3", "#FBF7EC", "#E3D7BF", "#4A4539", "#A8201A"
BRANCHES = ("#2E6B73", "#7A5410", "#2C5A47", "#6E452B", "#173B45", "#8F5A2A")
NAME, SMALL, TITLE = 14.0, 11.5, 19.0
DASHES, DOTS = (6.0, 4.0), (2.0, 3.0)  # round what is in trouble, along what is open under a condition alone
MARGIN, TITLES, DATES, ROOM, PAD, POINTED = 24.0, 190.0, 155.0, 132.0, 12.0, 14.0
# Widths in Arial Bold, by kind of letter, and a tenth more: PT Sans is narrower, and a box has PAD besides.
NARROW, BROAD, TENTH = "ijlftI.,:;'’!|()[]/- ", "mwMW@—…%ЩЖШЮ", 1.1

Lines = tuple[tuple[str, float], ...]  # of type, each with its size


@dataclass(frozen=True, slots=True)
class Shape:
    """Straight lines from point to point; an area if it has a filling. `about` is told where a pointer rests."""

    points: tuple[Point, ...]
    fill: str = ""
    line: str = ""
    thick: float = 1.5
    dashes: tuple[float, ...] = ()  # the length of each, and of the gap after it
    about: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of type; `x` is its middle or its left end, `y` the line on which it stands."""

    x: float
    y: float
    text: str
    size: float
    color: str = INK
    bold: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Road:
    """Between two scenes: the branch whose road it is; whether there, and back, it is open under a condition alone."""

    branch: str
    there: bool
    back: bool | None = None  # None: it leads one way


@dataclass(frozen=True, slots=True)
class Chart:
    width: float
    height: float
    marks: tuple[Shape | Words, ...]


def roads(story: Story) -> dict[tuple[str, str], Road]:
    """The pairs of scenes between which one leads to the other."""
    ways = dict[tuple[str, str], tuple[str, bool]]()
    for name, scene in story.scenes.items():
        for to, file, bound in _exits(scene):
            branch = stem if (stem := file.rpartition(".")[0]) in story.branches else ""
            other, so_far = ways.get((name, to), (branch, True))
            ways[name, to] = (other and branch, so_far and bound)
    found = dict[tuple[str, str], Road]()
    for (name, to), (branch, bound) in ways.items():
        if name != to and (there := found.get((to, name))):
            found[to, name] = Road(there.branch and branch, there.there, bound)
        else:
            found[name, to] = Road(branch, bound)
    return found


def _exits(scene: Scene) -> Iterator[tuple[str, str, bool]]:
    """Where a scene leads, by what is written in which file, and whether that asks for a condition."""
    for item in scene.script:
        ways: list[tuple[str, When | None, Cases[str]]] = []
        match item:
            case To(cases):
                ways = [(scene.place.file, None, cases)]
            case Decision(choices):
                ways = [(one.place.file, one.when, one.to) for one in choices]
        for file, when, cases in ways:
            yield from ((to, file, bool(when or case or cases[1:])) for case, to in cases)


def bands(story: Story) -> dict[str, list[str]]:
    """Chapters and their scenes, each before those that it leads to; a branch's stand with the chapter it leaves."""
    when = {name: day.first(scene.heading.date) for name, scene in story.scenes.items()}
    exits = {one: [to for to in it.exits() if not 0 < when[to] < when[one]] for one, it in story.scenes.items()}
    starts = [role.start for role in reversed(list(story.roles.values()))]
    scenes = ordered((*starts, *story.scenes), exits)
    host = {_file(name): _file(name) for name in scenes}
    for file, other in ((_file(name), _file(to)) for name in scenes for to in exits[name]):
        if other in story.branches and host[other] == other:
            host[other] = host[file]
    after: dict[str, list[str]] = {band: [] for band in host.values()}
    for name in scenes:
        after[host[_file(name)]] += [host[_file(to)] for to in exits[name]]
    played = ordered([host[_file(start)] for start in starts], after)
    found: dict[str, list[str]] = {band: [] for band in (*played, *ordered(after, after))}
    for name in scenes:
        found[host[_file(name)]].append(name)
    return found


def trouble(story: Story, marks: Mapping[str, str]) -> dict[str, str]:
    """A word for each scene that something is wrong with: what the caller knows, or that no road leads to it."""
    reached = set(chain.from_iterable(story.reach(role.start) for role in story.roles.values()))
    return {**{name: "no road leads here" for name in story.scenes if name not in reached}, **marks}


def chart(story: Story, marks: Mapping[str, str]) -> Chart:
    """The whole map; `marks` are words for scenes that are known to be in trouble."""
    wrong, found, where, inks = trouble(story, marks), bands(story), roads(story), colors(story)
    said = {name: _said(scene, wrong.get(name, "")) for name, scene in story.scenes.items()}
    heads = {
        band: _lines((story.scenes[names[0]].chapter, TITLE, TITLES), (band, SMALL, TITLES))
        for band, names in found.items()
    }
    sizes = {name: _size(story.scenes[name], lines) for name, lines in said.items()}
    least = {band: _tall(lines) + 2 * MARGIN for band, lines in heads.items()}
    side = 2 * MARGIN + max(wide(text, size) for lines in heads.values() for text, size in lines)
    plan = laid(found, list(where), sizes, least, (side + DATES, 2.5 * MARGIN + TITLE))
    title = f"{story.title}: {len(story.scenes)} scenes"
    named = [wide(title, TITLE * 1.3), *(wide(about, SMALL) + 150 for about, _ in story.branches.values())]
    width = max(plan.width, *named) + 2 * MARGIN
    legend = tuple(_legend(story, inks, bool(wrong), width, max(low for _, low in plan.bands.values()) + 2 * MARGIN))
    height = max(mark.y for mark in legend if isinstance(mark, Words)) + MARGIN
    drawn = (
        (Shape(_area(0, 0, width, height), PAPER),
         Words(MARGIN, MARGIN + TITLE, title, TITLE * 1.3, bold=True)),
        *(_band(plan.bands[band], heads[band], width, DARK if number % 2 else PAPER) for number, band in enumerate(found)),
        *(_dates(story, names, plan, side) for names in found.values()),
        *(_road(pair, plan.lines[pair], road, inks.get(road.branch, INK)) for pair, road in where.items()),
        *(_box(scene, plan.boxes[name], said[name], inks.get(_file(name), INK), name in wrong) for name, scene in story.scenes.items()),
        legend,
    )  # fmt: skip
    return Chart(width, height, tuple(chain.from_iterable(drawn)))


def wide(text: str, size: float) -> float:
    """How much room a line of type is given."""
    ems = (
        0.33 if one in NARROW else 0.95 if one in BROAD or one > "\u1100" else 0.74 if one.isupper() else 0.6
        for one in text
    )
    return sum(ems) * size * TENTH


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines no wider than the room, broken at spaces and after hyphens; a longer word stays whole."""
    lines = [""]
    for word in re.findall(r"[^\s/-]*[/-]?\s*", text):
        if lines[-1] and wide((lines[-1] + word).rstrip(), size) > room:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def colors(story: Story) -> dict[str, str]:
    """Each branch's own, and again from the first where there are many."""
    return {branch: BRANCHES[number % len(BRANCHES)] for number, branch in enumerate(story.branches)}


def kind(scene: Scene) -> str:
    """The one of the map's three shapes that a scene has."""
    vote = any(isinstance(item, Vote) for item in scene.script)
    return "ending" if scene.ending is not None else "vote" if vote else "scene"


def _file(name: str) -> str:
    return name.rpartition("/")[0]


def _said(scene: Scene, wrong: str) -> Lines:
    """What stands in a scene's box."""
    small = ((text, SMALL, ROOM) for text in (scene.ending, scene.heading.date, wrong) if text)
    return _lines((scene.name.rpartition("/")[2], NAME, ROOM), *small)


def _lines(*texts: tuple[str, float, float]) -> Lines:
    """Texts one below the other, each in its size and no wider than its room."""
    return tuple((line, size) for text, size, room in texts for line in wrapped(text, size, room))


def _size(scene: Scene, lines: Lines) -> Point:
    broad = max(wide(text, size) for text, size in lines)
    return broad + 2 * (PAD + POINTED * (kind(scene) == "vote")), _tall(lines) + PAD


def _tall(lines: Lines) -> float:
    return sum(size * 1.25 for _, size in lines)


def _stacked(lines: Lines, x: float, y: float, ink: str, mute: str, middle: bool = False) -> Iterator[Words]:
    """Lines of type from y down: the large ones bold, the small ones muted."""
    for text, size in lines:
        y += size * 1.25
        large = size > SMALL
        yield Words(x, y - size * 0.3, text, size, ink if large else mute, large, middle)


def _band(edges: Point, lines: Lines, width: float, fill: str) -> Iterator[Shape | Words]:
    yield Shape(_area(0, edges[0], width, edges[1] - edges[0]), fill)
    yield from _stacked(lines, MARGIN, edges[0] + MARGIN - 4, INK, MUTE)


def _dates(story: Story, names: list[str], plan: Layout, side: float) -> Iterator[Words]:
    """The days along the side, each where the band comes to it."""
    rows: dict[float, set[str]] = {}
    for name in names:
        rows.setdefault(plan.boxes[name][1], set()).add(story.scenes[name].heading.date.partition(",")[0])
    reached = 0
    for top, dates in sorted(rows.items()):
        date = min(dates, key=lambda date: (day.first(date), date))
        if day.first(date) > reached:
            reached = day.first(date)
            yield Words(side, top + NAME * 1.4, date, SMALL, RED, True)


def _road(pair: tuple[str, str], points: tuple[Point, ...], road: Road, color: str) -> Iterator[Shape]:
    """Dotted under a condition both there and back; where it is so one way alone, the head there is hollow."""
    about, one_way = f"{pair[0]} {'→' if road.back is None else '↔'} {pair[1]}", road.back is None
    yield Shape(
        points, "", color, 1.5 if color == INK else 2.5, DOTS if road.there and road.back is not False else (), about
    )
    heads = ((points[-1], points[-2], road.there), (points[0], points[1], road.back))
    for (x, y), (_, before), bound in heads[: 2 - one_way]:
        out = 7 if before > y else -7 if before < y else 0  # a road that leads to its own scene comes from the right
        head = ((x, y), (x - 4, y + out), (x + 4, y + out)) if out else ((x, y), (x + 7, y - 4), (x + 7, y + 4))
        yield Shape(head, LIGHT if bound else color, color)


def _box(scene: Scene, box: Box, lines: Lines, color: str, wrong: bool) -> Iterator[Shape | Words]:
    left, top, width, height = box
    about = f"{scene.name}: {scene.ending or scene.chapter} ({scene.place.file}, line {scene.place.line})"
    yield _outline(kind(scene), box, color, wrong, about)
    inks = (LIGHT, LIGHT) if kind(scene) == "ending" else (color, MUTE)
    yield from _stacked(lines, left + width / 2, top + (height - _tall(lines)) / 2, *inks, middle=True)


def _outline(kind: str, box: Box, color: str, wrong: bool, about: str) -> Shape:
    left, top, width, height = box
    points = _area(*box)
    if kind == "vote":
        points = tuple((x + POINTED if x == left else x - POINTED, y) for x, y in points)
        points = (*points[:2], (left + width, top + height / 2), *points[2:], (left, top + height / 2))
    fill = {"ending": color, "vote": "#F3D58A"}.get(kind, LIGHT)
    return Shape(
        points, fill, RED if wrong else color, 2.5 if wrong or color != INK else 1.5, DASHES if wrong else (), about
    )


def _area(left: float, top: float, width: float, height: float) -> tuple[Point, ...]:
    return (left, top), (left + width, top), (left + width, top + height), (left, top + height)


def _legend(story: Story, inks: Mapping[str, str], wrong: bool, width: float, y: float) -> Iterator[Shape | Words]:
    """What each shape and color says, in as many lines as it takes."""
    x = MARGIN
    for shape, color, marked, text in (
        ("scene", INK, False, "a scene"), ("vote", INK, False, "a scene with a vote"), ("ending", INK, False, "an ending"),
        ("road", INK, False, "only under a condition"), *[("scene", INK, True, "in trouble")][: wrong],
        *(("scene", inks[branch], False, f"branch: {title}") for branch, (title, _) in story.branches.items()),
    ):  # fmt: skip
        room = 44 + wide(text, SMALL)
        if x > MARGIN and x + room > width - MARGIN:
            x, y = MARGIN, y + 26
        if shape == "road":
            yield Shape(((x, y - 4), (x + 29, y - 4)), "", color, dashes=DOTS)
            yield Shape(((x + 36, y - 4), (x + 29, y - 8), (x + 29, y)), LIGHT, color)
        else:
            yield _outline(shape, (x, y - 12, 36, 16), color, marked, "")
        yield Words(x + 44, y, text, SMALL)
        x += room + MARGIN
