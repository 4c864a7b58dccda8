"""Prints the map of a story: as a picture of lines (SVG), and as text for Mermaid, which many editors draw."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain

from game.core.chart import RED, Chart, Shape, Words, bands, colors, kind, roads, trouble
from game.core.story import Story

FONTS = "'PT Sans', Arial, 'Liberation Sans', Helvetica, sans-serif"


def svg(chart: Chart, title: str) -> str:
    """The chart as an SVG picture."""
    size = f"{chart.width:.0f} {chart.height:.0f}"
    wide, tall = size.split()
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{wide}" height="{tall}" font-family="{FONTS}">',
        f'<title>{escape(title)}</title>',
        *(_shape(mark) if isinstance(mark, Shape) else _words(mark) for mark in chart.marks), "</svg>", "",
    ])  # fmt: skip


def _shape(shape: Shape) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
    line = f' stroke="{shape.line}" stroke-width="{shape.thick}"' if shape.line else ""
    dashes = f' stroke-dasharray="{" ".join(f"{one:g}" for one in shape.dashes)}"' if shape.dashes else ""
    about = f"<title>{escape(shape.about)}</title>" if shape.about else ""
    name = "polygon" if shape.fill else "polyline"
    return f'<{name} points="{points}" fill="{shape.fill or "none"}"{line}{dashes}>{about}</{name}>'


def _words(words: Words) -> str:
    how = (' font-weight="bold"' if words.bold else "") + (' text-anchor="middle"' if words.middle else "")
    return (f'<text x="{words.x:.1f}" y="{words.y:.1f}" font-size="{words.size:g}" fill="{words.color}"{how}>'
            f"{escape(words.text)}</text>")  # fmt: skip


ARROWS = {False: "-->", True: "-.->"}


def mermaid(story: Story, marks: Mapping[str, str]) -> str:
    """The same scenes and roads as a Mermaid flowchart."""
    found, wrong, inks, where = bands(story), trouble(story, marks), colors(story), roads(story)
    ways = [(ARROWS[bound], *pair, road.branch) for (one, other), road in where.items()
            for pair, bound in (((one, other), road.there), ((other, one), road.back)) if bound is not None]  # fmt: skip
    ids = {name: f"s{number}" for number, name in enumerate(chain.from_iterable(found.values()))}
    return "\n".join([
        "flowchart TD",
        *chain.from_iterable(_chapter(story, number, names, ids, wrong) for number, names in enumerate(found.values())),
        *(f"  {ids[one]} {line} {ids[other]}" for line, one, other, _ in ways),
        *(f"  linkStyle {number} stroke:{inks[branch]}" for number, (_, _, _, branch) in enumerate(ways) if branch),
        *(f"  style {ids[name]} stroke:{inks[file]}" for name in ids if (file := name.rpartition("/")[0]) in inks),
        *(f"  style {ids[name]} stroke:{RED},stroke-dasharray:6 4" for name in wrong), "",
    ])  # fmt: skip


def _chapter(
    story: Story, number: int, names: list[str], ids: Mapping[str, str], wrong: Mapping[str, str]
) -> Iterator[str]:
    yield f'  subgraph c{number}["{_safe(story.scenes[names[0]].chapter)}"]'
    for name in names:
        scene = story.scenes[name]
        said = (name.rpartition("/")[2], scene.ending, scene.heading.date, wrong.get(name))
        left, right = {"vote": ("{{", "}}"), "ending": ("([", "])")}.get(kind(scene), ("[", "]"))
        yield f'    {ids[name]}{left}"{"<br/>".join(_safe(text) for text in said if text)}"{right}'
    yield "  end"


def _safe(text: str) -> str:
    """Signs that Mermaid would read as its own, by their numbers."""
    return "".join(f"#{ord(one)};" if one in '"#;<>&`' else one for one in text)
