"""The places of a drawn graph: no drawing in which something stands in the way of something else, whatever the graph."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from game.core.layout import WIDE, Layout, laid, ordered

Pairs = list[tuple[int, int]]


def chapters(count: int, number: int) -> dict[str, list[str]]:
    """Scenes, as evenly in their chapters as it goes."""
    names = [f"s{scene}" for scene in range(count)]
    return {f"c{band}": names[band * count // number : (band + 1) * count // number] for band in range(number)}


def drawn(count: int, pairs: Pairs, number: int = 1) -> Layout:
    """Scenes of different sizes, and roads between them, each pair once."""
    bands = chapters(count, number)
    sizes = {f"s{scene}": (60.0 + 37 * scene % 90, 30.0 + 11 * scene % 40) for scene in range(count)}
    once = [(one, other) for one, other in dict.fromkeys(pairs) if (other, one) not in pairs or one <= other]
    roads = [(f"s{one}", f"s{other}") for one, other in once]
    return laid(bands, roads, sizes, dict.fromkeys(bands, 150.0), (200.0, 50.0))


def touches(line: tuple[tuple[float, float], ...], box: tuple[float, float, float, float]) -> bool:
    """Does a line of many short pieces come into a box."""
    left, top, width, height = box
    for (x, y), (to, low) in pairwise(line):
        for at in ((x + (to - x) * step / 8, y + (low - y) * step / 8) for step in range(9)):
            if left + 0.01 < at[0] < left + width - 0.01 and top + 0.01 < at[1] < top + height - 0.01:
                return True
    return False


@given(st.integers(1, 14).flatmap(lambda count: st.tuples(
    st.just(count), st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
    st.integers(1, min(count, 4)))))  # fmt: skip
def test_nothing_stands_in_the_way(graph: tuple[int, Pairs, int]) -> None:
    """Boxes are apart, each within its band; lines come into none of them; nothing lies outside of what is told."""
    found = drawn(*graph)
    for (x, y, wide, tall), (left, top, width, height) in combinations(found.boxes.values(), 2):
        assert x + wide <= left or left + width <= x or y + tall <= top or top + height <= y
    for line in found.lines.values():
        assert not any(touches(line, box) for box in found.boxes.values())
    assert all(200 <= x <= found.width for line in found.lines.values() for x, _ in line)
    for band, names in chapters(graph[0], graph[2]).items():
        top, low = found.bands[band]
        assert all(top < y and y + tall < low for _, y, _, tall in (found.boxes[name] for name in names))


def test_bands_follow_without_a_gap_and_as_high_as_they_are_asked_to_be() -> None:
    """The next begins where one ends."""
    edges = list(drawn(3, [(0, 1), (1, 2)], 3).bands.values())
    assert edges[0][0] == 50
    assert all(one[1] == other[0] for one, other in pairwise(edges))
    assert all(low - top >= 150 for top, low in edges)


def test_scenes_in_a_chain_stand_straight_below_each_other() -> None:
    """And their lines go straight down, from one box to the next."""
    found = drawn(6, [(number, number + 1) for number in range(5)])
    assert len({round(left + width / 2, 3) for left, _, width, _ in found.boxes.values()}) == 1
    for (one, other), line in found.lines.items():
        (_, top, _, height), (_, below, _, _) = found.boxes[one], found.boxes[other]
        assert [round(y, 3) for _, y in line] == [round(top + height, 3), round(below, 3)]


def test_a_scene_stands_near_those_it_leads_to_where_none_leads_to_it() -> None:
    """Not at the top of its chapter, with lines down the whole of it."""
    found = drawn(6, [(0, 2), (2, 3), (3, 4), (4, 5), (1, 5)])
    assert found.boxes["s1"][1] == found.boxes["s4"][1]


def test_a_road_back_is_drawn_up_from_the_scene_it_leaves() -> None:
    """Scenes keep their order; the line begins at the lower box."""
    found = drawn(3, [(0, 1), (1, 2), (2, 0)])
    line = found.lines["s2", "s0"]
    assert line[0][1] > line[-1][1]
    assert found.boxes["s0"][1] < found.boxes["s1"][1] < found.boxes["s2"][1]


def test_many_ways_from_one_scene_are_wrapped() -> None:
    """A row has no more scenes than can be read side by side."""
    rows = [top for _, top, _, _ in drawn(31, [(0, number) for number in range(1, 31)]).boxes.values()]
    assert max(rows.count(top) for top in rows) == WIDE
    assert len(set(rows)) == 1 + -(-30 // WIDE)


def test_an_order_puts_each_before_what_it_leads_to() -> None:
    """Where roads go round, the way in decides; of what is apart, the last given comes first."""
    assert ordered(["a", "b", "c"], {"a": ["b"], "b": ["c"], "c": ["a"]}) == ["a", "b", "c"]
    assert ordered(["c", "a", "b"], {"a": ["b"], "b": [], "c": []}) == ["a", "b", "c"]
