"""Where the scenes of a story stand when it is drawn: rows in bands, and lines that pass between the boxes.

Numbers alone: what is written in a box, and in which ink, is others' affair. Rows run down, a scene stands below those
that lead to it; a line that passes other rows has a column of its own there, so it meets no box but its two ends.
"""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")
Node = str | tuple[str, str, int]  # a scene, or where a road passes a row
Links = Mapping[Node, list[Node]]
Rows = list[list[Node]]
Road = tuple[str, str]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
BESIDE, BELOW, STEEP, EDGE, COLUMN, PORT = 20.0, 30.0, 0.06, 20.0, 5.0, 12.0  # spaces, in units of the drawing
WIDE = 9  # scenes in a row: more of them go on in the next
TURNS, SWEEPS = 7, 8  # of the order in the rows, and of the places along them
TRIES, EFFORT = 50, 10_000  # orders that are begun with, and nodes in them in all


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes as left, top, width, height; a road's line from its first scene to its second; a band's top and bottom."""

    width: float
    boxes: Mapping[str, Box]
    lines: Mapping[Road, tuple[Point, ...]]
    bands: Mapping[str, Point]


def ordered(names: Iterable[T], exits: Mapping[T, Iterable[T]]) -> list[T]:
    """Each name before those that it leads to, but for roads back. Of two that no road joins, the one given last."""
    seen, done = set[T](), list[T]()
    for start in names:
        ahead = [(start, False)]
        while ahead:
            name, left = ahead.pop()
            if left:
                done.append(name)
            elif name not in seen:
                seen.add(name)
                ahead += [(name, True), *((to, False) for to in exits[name])]
    return done[::-1]


def laid(bands: Mapping[str, Sequence[str]], roads: Sequence[Road], sizes: Mapping[str, Point],
         least: Mapping[str, float], corner: Point) -> Layout:  # fmt: skip
    """Scenes in the order of their bands, roads as pairs of scenes, none twice; how large boxes are, how high bands at least."""
    place = {name: number for number, name in enumerate(chain.from_iterable(bands.values()))}
    down = {road: min(road, road[::-1], key=lambda one: place[one[0]]) for road in roads if road[0] != road[1]}
    row, ends = _depths(bands, down.values())
    chains: dict[Road, list[Node]] = {
        (a, b): [a, *((a, b, deep) for deep in range(row[a] + 1, row[b])), b] for a, b in down.values()
    }
    before, after = _links(chains.values())
    rows: Rows = [[] for _ in range(max(ends.values()))]
    for node in ordered(list[Node](place), after):
        rows[row[node] if isinstance(node, str) else node[2]].append(node)
    _untangle(rows, before, after)
    half = {node: sizes[node][0] / 2 if isinstance(node, str) else COLUMN for node in chain.from_iterable(rows)}
    at = _columns(rows, before, after, half)
    left = corner[0] - min(at[node] - half[node] for node in at)
    at = {node: left + x for node, x in at.items()}
    tops, bottoms, edges = _heights(rows, after, at, sizes, ends, least, corner[1])
    boxes = {
        name: (at[name] - half[name], tops[deep], 2 * half[name], bottoms[deep] - tops[deep])
        for name, deep in row.items()
    }
    lines = {(name, name): _loop(*box) for name, box in boxes.items()}
    leave, enter = _ports(after, at, half), _ports(before, at, half)
    for road, pair in down.items():
        links = enumerate(pairwise(chains[pair]), row[pair[0]])
        bends = (_bent(leave[a, b], bottoms[deep], enter[b, a], tops[deep + 1]) for deep, (a, b) in links)
        lines[road] = tuple(chain.from_iterable(bends))[:: 1 if road == pair else -1]
    width = max(at[node] + half[node] for node in at) + BESIDE
    return Layout(width, boxes, {road: lines[road] for road in roads}, edges)


def _links(chains: Iterable[list[Node]]) -> tuple[Links, Links]:
    """The nodes before and after each."""
    before, after = defaultdict[Node, list[Node]](list), defaultdict[Node, list[Node]](list)
    for a, b in chain.from_iterable(map(pairwise, chains)):
        after[a].append(b)
        before[b].append(a)
    return before, after


def _depths(bands: Mapping[str, Sequence[str]], roads: Iterable[Road]) -> tuple[dict[str, int], dict[str, int]]:
    """The row of each scene, below all that lead to it, and the row after the last of each band."""
    row, ends, full, start = dict[str, int](), dict[str, int](), Counter[int](), 0
    above, below = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for one, other in roads:
        above[other].append(one)
        below[one].append(other)
    for band, names in bands.items():
        for name in names:
            row[name] = max([start, *(row[one] + 1 for one in above[name])])
            while full[row[name]] >= WIDE:
                row[name] += 1
            full[row[name]] += 1
        start = ends[band] = max(row[name] + 1 for name in names)
        for name in reversed(names):  # nearer to those that it leads to, where these are more
            low = min((row.get(one, start) for one in below[name]), default=0) - 1
            if len(below[name]) > len(above[name]) and full[row[name]] > 1 and full[low] < WIDE and low > row[name]:
                full.update({row[name]: -1, low: 1})
                row[name] = low
    return row, ends


def _untangle(rows: Rows, before: Links, after: Links) -> None:
    """Order the rows so that few lines cross, and those go straight: each node amid its neighbors, row by row, down and up again.

    As that ends where no small step is better, it is begun anew from other orders, the more the smaller the drawing.
    """
    at = {node: number - len(row) / 2 for row in rows for number, node in enumerate(row)}
    best, fewest = [row.copy() for row in rows], _crossings(rows, after, at)
    for turn in range(1, TURNS * min(TRIES, 1 + EFFORT // len(at))):
        near, going = (before, rows) if turn % 2 else (after, rows[::-1])
        for row in going:
            row.sort(key=lambda node: _amid(node, near, at) if turn % TURNS else crc32(f"{turn} {node}".encode()))
            at.update((node, number - len(row) / 2) for number, node in enumerate(row))
        if (count := _crossings(rows, after, at)) < fewest:
            best, fewest = [row.copy() for row in rows], count
    rows[:] = best


def _crossings(rows: Rows, after: Links, at: Mapping[Node, float]) -> tuple[int, float]:
    """How many pairs of lines cross between each row and the next, and how far lines go aside."""
    count, aside = 0, 0.0
    for row in rows:
        ends = list[float]()
        for node in row:
            aside += sum(abs(at[one] - at[node]) for one in after[node])
            for end in sorted(at[one] for one in after[node]):
                count += len(ends) - bisect_right(ends, end)
                insort(ends, end)
    return count, aside


def _columns(rows: Rows, before: Links, after: Links, half: Mapping[Node, float]) -> dict[Node, float]:
    """Where along its row each node stands: near its neighbors, and clear of those beside it."""
    at = {node: 0.0 for row in rows for node in row}
    for sweep in range(2 * SWEEPS + 1):
        near, going = (before, rows) if sweep % 2 == 0 else (after, rows[::-1])
        for row in going:
            at.update(zip(row, _apart(row, [_amid(node, near, at) for node in row], half), strict=True))
    return at


def _amid(node: Node, near: Links, at: Mapping[Node, float]) -> float:
    """The middle of a node's neighbors, among which scenes weigh more than lines that pass; or where it is."""
    weights = [(at[one], 3 if isinstance(one, str) else 1) for one in near[node]] or [(at[node], 1)]
    return sum(x * weight for x, weight in weights) / sum(weight for _, weight in weights)


def _apart(row: Sequence[Node], wanted: Sequence[float], half: Mapping[Node, float]) -> Iterator[float]:
    """The places nearest to those wanted that keep nodes in order and apart: those that push each other move as one."""
    gone, offsets = 0.0, []
    blocks: list[tuple[float, float, int]] = []  # sum of places, weight, nodes
    for number, node in enumerate(row):
        if number:
            gone += half[row[number - 1]] + BESIDE * (0.5 + 0.5 * isinstance(node, str)) + half[node]
        offsets.append(gone)
        weight = 1.0 if isinstance(node, str) else 3.0
        block = ((wanted[number] - gone) * weight, weight, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    steady = (total / weight for total, weight, count in blocks for _ in range(count))
    return (x + offset for x, offset in zip(steady, offsets, strict=True))


def _ports(links: Links, at: Mapping[Node, float], half: Mapping[Node, float]) -> dict[tuple[Node, Node], float]:
    """Where on a node each of its lines begins: in the order in which they part."""
    found = {}
    for node, ends in links.items():
        step = min(PORT, (half[node] - 14) * 2 / max(1, len(ends) - 1))
        for number, end in enumerate(sorted(ends, key=lambda one: at[one])):
            found[node, end] = at[node] + (number - (len(ends) - 1) / 2) * step
    return found


def _heights(rows: Rows, after: Links, at: Mapping[Node, float], sizes: Mapping[str, Point], ends: Mapping[str, int],
             least: Mapping[str, float], y: float) -> tuple[list[float], list[float], dict[str, Point]]:  # fmt: skip
    """Tops and bottoms of the rows, and of the bands: room below a row grows with how far its lines go aside."""
    tops, bottoms, edges = list[float](), list[float](), dict[str, Point]()
    for band, end in ends.items():
        start, y = y, y + EDGE
        for row in rows[len(tops) : end]:
            tops.append(y)
            bottoms.append(y + max(sizes[node][1] for node in row if isinstance(node, str)))
            aside = max((abs(at[one] - at[node]) for node in row for one in after[node]), default=0.0)
            y = bottoms[-1] + BELOW + STEEP * aside
        y = max(y, start + least[band])
        edges[band] = start, y
    return tops, bottoms, edges


def _bent(x: float, y: float, to: float, low: float) -> Iterator[Point]:
    """A line that leaves straight down and arrives straight down."""
    steps = 1 if abs(to - x) < 1 else 10
    for part in (step / steps for step in range(steps + 1)):
        yield x + (to - x) * part * part * (3 - 2 * part), y + (low - y) * part


def _loop(left: float, top: float, width: float, height: float) -> tuple[Point, ...]:
    """The line of a scene that leads to itself, beside its box."""
    return tuple((left + width + out, top + height / 2 + by) for out, by in ((0, -8), (9, -8), (9, 8), (0, 8)))
