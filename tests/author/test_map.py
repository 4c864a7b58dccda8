"""The map of a story: what is on it, that it can be read, and how it is printed."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pygame
import pytest

from benchmarks.map import crossings
from game.author.map import mermaid, svg
from game.cli import main
from game.core.chart import BRANCHES, Road, Shape, chart, roads, trouble, wide
from game.core.story import Story
from game.faces.window.lettering import font
from game.faces.window.theme import SANS, SANS_BOLD
from game.lang.read import read
from tests.author.generated import generated
from tests.conftest import ROOT, SHIPPED

SVG = "{http://www.w3.org/2000/svg}"
TALES = ["shipped", *(f"{count} scenes, seed {seed}" for count in (30, 110) for seed in range(3))]
Rect = tuple[float, float, float, float]  # left, top, right, foot


@dataclass(frozen=True)
class Drawing:
    """What stands on a map, as its SVG says."""

    boxes: dict[str, Rect]
    lines: dict[str, tuple[tuple[float, float], ...]]
    labels: list[tuple[str, Rect]]
    colors: dict[str, str]
    dotted: set[str]
    picture: Rect


@cache
def tale(name: str) -> Story:
    story = read(SHIPPED).story
    assert story is not None
    if name == "shipped":
        return story
    count, _, _, seed = name.split()
    return generated(story, int(count), int(seed))


@cache
def drawing(name: str) -> Drawing:
    return parsed(svg(chart(tale(name), {}), "A story"))


def parsed(text: str) -> Drawing:
    root = ElementTree.fromstring(text)
    boxes, lines, colors, dotted = {}, {}, {}, set()
    for shape in root:
        about = shape.findtext(f"{SVG}title", "")
        points = tuple((float(x), float(y)) for x, y in (one.split(",") for one in shape.get("points", "").split()))
        if about and shape.tag == f"{SVG}polygon":
            xs, ys = zip(*points, strict=True)
            boxes[about.partition(":")[0]] = min(xs), min(ys), max(xs), max(ys)
        elif about and shape.tag == f"{SVG}polyline":
            assert about not in lines
            lines[about], colors[about] = points, shape.get("stroke", "")
            dotted |= {about} if shape.get("stroke-dasharray") else set()
    labels = [(one.text or "", room(one)) for one in root.iter(f"{SVG}text")]
    _, _, width, height = map(float, root.get("viewBox", "").split())
    return Drawing(boxes, lines, labels, colors, dotted, (0, 0, width, height))


def measured(text: str, size: float, bold: bool) -> float:
    """How wide a text is in PT Sans."""
    pygame.font.init()
    return font(SANS_BOLD if bold else SANS, 100).size(text)[0] * size / 100


def room(text: ElementTree.Element) -> Rect:
    """Where a text stands if it comes out a tenth wider than in PT Sans."""
    size, x, y = (float(text.get(key, "")) for key in ("font-size", "x", "y"))
    width = measured(text.text or "", size, text.get("font-weight") == "bold") * 1.1
    left = x - width / 2 if text.get("text-anchor") == "middle" else x
    return left, y - 0.75 * size, left + width, y + 0.25 * size


def meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(one: Rect, other: Rect) -> bool:
    return other[0] <= one[0] and other[1] <= one[1] and one[2] <= other[2] and one[3] <= other[3]


def passes(points: tuple[tuple[float, float], ...], rect: Rect) -> bool:
    """Does a line come into a rectangle: looked at in steps shorter than any box."""
    for (x, y), (to, low) in pairwise(points):
        if not meet((min(x, to) - 1, min(y, low) - 1, max(x, to) + 1, max(y, low) + 1), rect):
            continue
        steps = int(max(abs(to - x), abs(low - y)) / 4) + 1
        for step in range(steps + 1):
            at = x + (to - x) * step / steps, y + (low - y) * step / steps
            if rect[0] < at[0] < rect[2] and rect[1] < at[1] < rect[3]:
                return True
    return False


def ends(line: str) -> tuple[str, str]:
    one, _, other = line.replace("↔", "→").partition(" → ")
    return one, other


@pytest.mark.parametrize("name", TALES)
def test_no_two_labels_overlap(name: str) -> None:
    """Titles, dates, names and the legend each have a place to themselves."""
    labels = drawing(name).labels
    assert [(a, b) for (a, at), (b, other) in combinations(labels, 2) if meet(at, other)] == []


@pytest.mark.parametrize("name", TALES)
def test_no_label_is_clipped(name: str) -> None:
    """None runs over the edge of the picture, or over that of the box it stands in; every box bears its scene's name."""
    found = drawing(name)
    assert [label for label, at in found.labels if not inside(at, found.picture)] == []
    said: dict[str, str] = dict.fromkeys(found.boxes, "")
    for scene, box in found.boxes.items():
        for label, at in found.labels:
            if meet(at, box):
                assert inside(at, box), label
                said[scene] += label
    for scene, text in said.items():
        assert text.startswith(scene.rpartition("/")[2])
        assert tale(name).scenes[scene].heading.date.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize("name", TALES)
def test_no_line_crosses_what_is_not_its_own(name: str) -> None:
    """A line leaves one of its scenes, comes to the other, and passes no other box and no label on its way."""
    found = drawing(name)
    for line, points in found.lines.items():
        for scene, at in zip(ends(line), (points[0], points[-1]), strict=True):
            left, top, right, foot = found.boxes[scene]
            assert left <= at[0] <= right and top - 0.1 <= at[1] <= foot + 0.1
        assert [scene for scene, box in found.boxes.items() if passes(points, box)] == [], line
        assert [label for label, at in found.labels if passes(points, at)] == [], line


@pytest.mark.parametrize("name", TALES)
def test_no_two_boxes_overlap(name: str) -> None:
    """Every scene has one box, clear of the others, in the picture."""
    found, story = drawing(name), tale(name)
    assert found.boxes.keys() == story.scenes.keys()
    assert [one for one in combinations(found.boxes.values(), 2) if meet(*one)] == []
    assert all(inside(box, found.picture) for box in found.boxes.values())


@pytest.mark.parametrize("name", TALES)
def test_every_exit_is_drawn_once(name: str) -> None:
    """One line for two scenes, with two heads where each leads to the other."""
    story = tale(name)
    told = {(scene.name, to) for scene in story.scenes.values() for to in scene.exits()}
    drawn = [ends(line) for line in drawing(name).lines]
    both = [ends(line)[::-1] for line in drawing(name).lines if "↔" in line]
    assert sorted([*drawn, *both]) == sorted(told)


def test_a_branch_has_its_color() -> None:
    """Its scenes' roads and the road of the choice that it adds, and no other."""
    colored = {ends(line) for line, color in drawing("shipped").colors.items() if color == BRANCHES[0]}
    box, last = "branches/the-decembrists/box", "branches/the-decembrists/square"
    assert ("khrushchev/june-1953/car", box) in colored
    assert (last, "khrushchev/september-1953/cell") in colored
    assert ("khrushchev/june-1953/car", "khrushchev/september-1953/cell") not in colored
    assert all(any(end.startswith("branches/") for end in road) for road in colored)


MARCH, JUNE = "khrushchev/march-1953", "khrushchev/june-1953"


def test_a_road_that_is_open_only_under_a_condition_is_dotted(capsys: pytest.CaptureFixture[str]) -> None:
    """Whether the choice has an "if" or the road is one of several cases; the legend and the Mermaid text tell it as well."""
    found = drawing("shipped")
    assert f"{JUNE}/bench → {JUNE}/searched" in found.dotted  # a case
    assert f"{JUNE}/bench → {JUNE}/anteroom" in found.dotted  # and what is left where it does not hold
    assert f"{JUNE}/square ↔ {JUNE}/engineers" in found.dotted  # a choice
    assert not {f"{MARCH}/kuntsevo → {MARCH}/shoes", f"{JUNE}/square → {JUNE}/malenkov-rides"} & found.dotted
    assert "only under a condition" in [text for text, _ in found.labels]
    assert main(["map"]) == 0
    told = roads(tale("shipped")).values()
    assert capsys.readouterr().out.count("-.->") == sum(road.there + bool(road.back) for road in told)
    assert len(found.dotted) == sum(road.there and road.back is not False for road in told)


def test_a_way_back_that_asks_for_something_has_a_hollow_head(story: Callable[..., Story]) -> None:
    """The road itself is drawn through: one may go there."""
    cell = story(CELL)
    heads = [mark for mark in chart(cell, {}).marks if isinstance(mark, Shape) and len(mark.points) == 3]
    assert roads(cell)["room/first", "room/cell"] == Road("", False, True)
    assert [mark.fill == mark.line for mark in heads] == [True, False, True, True, False]  # and the legend's
    assert mermaid(cell, {}).count("-->") == 3
    assert mermaid(cell, {}).count("-.->") == 1


CELL = """\
chapter: A room
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He waits.
      - choice: Look into the cell.
        then: {army: +1}
        to: cell
      - choice: Leave.
        to: out
  cell:
    script:
      - It is dark.
      - choice: Go back.
        if: army at least 6
        locked: Not yet.
        to: first
      - choice: Sit.
        then: {army: +1}
      - to: out
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


def test_the_lines_of_the_shipped_story_do_not_cross() -> None:
    """Nor do those of a story made at random whose scenes can be put so that none do."""
    assert crossings(drawing("shipped").lines.values()) == 0
    assert crossings(drawing("30 scenes, seed 1").lines.values()) == 0


def test_chapters_follow_each_other_down() -> None:
    """A branch stands with the chapter that it leaves."""
    tops = {name: box[1] for name, box in drawing("shipped").boxes.items()}

    def span(start: str) -> tuple[float, float]:
        held = [top for name, top in tops.items() if name.startswith(start)]
        return min(held), max(held)

    march, june, branch, september = map(
        span, ("khrushchev/march-1953", "khrushchev/june-1953", "branches/", "khrushchev/september-1953")
    )
    assert march[1] < june[0] < june[1] < september[0]
    assert june[0] < branch[0] < branch[1] < september[0]
    assert september[1] < span("khrushchev/january-1955")[0] < span("khrushchev/march-1956")[0]


def test_dates_stand_along_the_side() -> None:
    """Each day once in a chapter, level with the scenes of that day; and the legend names the branch."""
    found = drawing("shipped")
    beside = [(text, at) for text, at in found.labels if not any(meet(at, box) for box in found.boxes.values())]
    dates = [(text, at) for text, at in beside if text[0].isdigit()]
    assert [text for text, _ in dates][:6] == ["2 March 1953", "4 March 1953", "5 March 1953", "7 March 1953",
                                               "16 March 1953", "25 June 1953"]  # fmt: skip
    for chapter in {name.rpartition("/")[0] for name in found.boxes if name.startswith("khrushchev/")}:
        held = [box for name, box in found.boxes.items() if name.startswith(chapter)]
        head, end = min(box[1] for box in held), max(box[3] for box in held)
        days = [text for text, at in dates if head <= at[1] <= end]
        assert len(days) == len(set(days)) > 0
    left, top, _, foot = dict(dates)["2 March 1953"]
    box = found.boxes["khrushchev/march-1953/kuntsevo"]
    assert left < box[0] and box[1] <= top < foot <= box[3]
    assert {"The near dacha", "khrushchev/march-1953", "branch: The Decembrists"} <= {text for text, _ in beside}


def test_scenes_in_trouble_are_marked() -> None:
    """A scene that no road leads to is told; so is what the caller knows."""
    story = tale("shipped")
    lost = next(iter(story.scenes.values()))
    story = replace(
        story,
        scenes={**story.scenes, "khrushchev/june-1953/lost-one": replace(lost, name="khrushchev/june-1953/lost-one")},
    )
    assert trouble(tale("shipped"), {}) == {}
    assert trouble(story, {}) == {"khrushchev/june-1953/lost-one": "no road leads here"}
    text = svg(chart(story, {"khrushchev/june-1953/car": "stuck"}), "A story")
    found = parsed(text)
    for scene, word in (("lost-one", "no road leads here"), ("car", "stuck")):
        box = found.boxes[f"khrushchev/june-1953/{scene}"]
        assert word in " ".join(label for label, at in found.labels if inside(at, box))
    assert text.count('stroke-dasharray="6 4"') == 3  # with the legend's


def test_type_is_given_more_room_than_it_takes() -> None:
    """The map reckons a tenth more than PT Sans needs, for every line in it, so that kindred faces fit as well."""
    for text, _ in drawing("shipped").labels:
        assert wide(text, 10) >= 1.1 * measured(text, 10, True), text


def test_a_map_is_always_the_same(tmp_path: Path) -> None:
    """Byte for byte, however the machine orders what has no order."""
    made = []
    for seed in ("1", "2"):
        files = [str(tmp_path / f"{seed}.svg"), str(tmp_path / f"{seed}.mmd")]
        subprocess.run([sys.executable, "main.py", "map", "--svg", files[0], "--mermaid", files[1]], cwd=ROOT, check=True,
                       env={**os.environ, "PYTHONHASHSEED": seed, "COLLECTIVE_LEADERSHIP_HOME": str(tmp_path)})  # fmt: skip
        made.append([Path(file).read_bytes() for file in files])
    assert made[0] == made[1]


def roads_of(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and words[1].strip("<") in ("-->", "-.->"):
            yield words[0], words[2]
            if words[1][0] == "<":
                yield words[2], words[0]


def test_mermaid_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the map is printed as Mermaid text: every scene by its name, every road, votes and endings by shape."""
    assert main(["map"]) == 0
    text, story = capsys.readouterr().out, tale("shipped")
    assert text.startswith("flowchart TD\n")
    assert len(list(roads_of(text))) == len({(one.name, to) for one in story.scenes.values() for to in one.exits()})
    assert '{{"baize<br/>26 June 1953, noon"}}' in text
    assert '(["dead-line<br/>The fifth telephone<br/>26 June 1953, night"])' in text
    assert text.count('["') == len(story.scenes) - 3 + 7  # three votes; seven chapters


def test_what_an_author_writes_is_no_sign_of_mermaids_or_of_the_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    """Quotes, brackets and ampersands are printed as such."""
    story = tale("shipped")
    story = replace(
        story, scenes={name: replace(scene, chapter='He & "she" <b>') for name, scene in story.scenes.items()}
    )
    assert '["He #38; #34;she#34; #60;b#62;"]' in mermaid(story, {})
    assert 'He & "she" <b>' in [label for label, _ in parsed(svg(chart(story, {}), "<&>")).labels]


def test_a_png_is_drawn_without_a_screen(tmp_path: Path) -> None:
    """The same drawing at two pixels for a unit: an ending's box is dark, the margin is paper."""
    file = tmp_path / "map.png"
    assert main(["map", "--png", str(file)]) == 0
    picture = pygame.image.load(io.BytesIO(file.read_bytes()), "map.png")
    found = drawing("shipped")
    assert picture.get_width() == pytest.approx(2 * found.picture[2], abs=2)
    left, top, _, _ = found.boxes["khrushchev/june-1953/oil"]
    assert picture.get_at((round(left * 2) + 8, round(top * 2) + 8))[:3] == (0x16, 0x18, 0x1F)
    assert picture.get_at((2, 2))[:3] == (0xEF, 0xE6, 0xD3)


def test_a_map_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No story there, or no place to write to: a sentence and 2; a story that cannot be played: 1."""
    assert main(["map", str(tmp_path / "none")]) == 2
    assert main(["map", "--svg", str(tmp_path / "none" / "map.svg")]) == 2
    assert main(["map", "--png", str(tmp_path)]) == 2
    assert main(["map", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 4
    assert "cannot be written: " in told.err
