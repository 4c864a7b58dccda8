"""Prints the drawings of assets/drawings into assets/pictures.

    python3 -m uv run --group art assets/build.py                  # everything
    python3 -m uv run --group art assets/build.py bust-molotov     # only what is named

Each drawing becomes two pictures: NAME-small, one pixel for one unit of its artboard, and NAME-large, twice that.
Opaque pictures are JPEG, pictures with alpha WebP. The same drawings always give the same bytes.

The kind of a drawing is the first word of its name, and the table KINDS says how that kind is printed. Two pictures
have no drawing of their own: the voters' raised hands (hand.svg in the cloth of each voter's coat) and the row of
heads on the title (the busts, with a hole where one of them was).

A drawing writes a field of dots as one group with numbers instead of thousands of circles. What is inside the group
(a faint circle or rectangle) only shows where the field lies in an ordinary SVG editor, and is thrown away here:

    <g data-dots="radial" data-cx data-cy data-r0 data-r1 data-pitch data-max [data-power] [data-floor] fill/>
        largest at radius r0, nothing at r1; no dots below y = floor
    <g data-dots="linear" data-x0 data-y0 data-x1 data-y1 data-grow="down|up|left|right" data-pitch data-max fill/>
        from nothing to the largest in the direction data-grow
    <g data-dots="scatter" data-x0 data-y0 data-x1 data-y1 data-count data-seed data-min data-max fill/>
        chance places, the same for the same seed
"""

import argparse
import io
import math
import random
import sys
import xml.etree.ElementTree as ElementTree
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy.ndimage import gaussian_filter  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
DRAWINGS, PICTURES, ICONS, FONTS = (HERE / name for name in ("drawings", "pictures", "icons", "fonts"))
SVG = "http://www.w3.org/2000/svg"
SIZES = {"small": 1, "large": 2}  # pixels for one unit of the artboard
WINDOW_ICON = 256  # pixels
PAPER = (0xEF, 0xE6, 0xD3)
HOLE = (0xF8, 0xF2, 0xE4)
SMALLEST_DOT = 0.35

Dot = tuple[float, float, float]  # center x, center y, radius
Pixels = NDArray[np.float32]

# lit tone -> shade tone of each material; the halftone sits on the seam between the two
SEAMS = {
    "#E9D7B6": "#B5795A",  # skin
    "#2B303D": "#16181F",  # black cloth
    "#6B6A4A": "#45462F",  # uniform
    "#8B8C88": "#62656A",  # light grey cloth
    "#5D6670": "#3A424C",  # grey cloth
    "#2F3B4A": "#1C2530",  # blue cloth
    "#98928A": "#55555A",  # stone
    "#C22A1E": "#8E1B17",  # red
    "#6E5A48": "#43362B",  # brown cloth
    "#39757A": "#1F4B52",  # teal cloth
}


@dataclass(frozen=True)
class Kind:
    """How one kind of drawing is printed."""

    alpha: bool = False
    screened: bool = False  # halftone on the seams between lit and shade
    knocked_out: bool = False  # paper behind the figure, a little off
    worn: bool = False  # a stamp: the ink has gaps
    grain: float = 4
    specks: float = 0.0013  # share of the dark pixels that stay dry
    shift: tuple[int, int] = (2, -1)  # the red plate off register, in units
    quality: int = 80  # of the JPEG or WebP


FIGURE = Kind(alpha=True, screened=True, knocked_out=True, shift=(1, -1))
KINDS = {
    "bust": FIGURE,
    "hand": FIGURE,
    "back": Kind(),
    "poster": Kind(specks=0.0035),
    "rays": Kind(specks=0.0025),
    "baize": Kind(specks=0.0012),
    "paper": Kind(grain=2, specks=0, shift=(0, 0), quality=92),
    "ink": Kind(grain=2, specks=0.0005, shift=(0, 0), quality=92),
    "stamp": Kind(alpha=True, worn=True, grain=0, specks=0),
    "clip": Kind(alpha=True, grain=0, specks=0, shift=(0, 0)),
}

# Whose hand can go up. The sleeve takes the cloth of the coat.
VOTERS = ("malenkov", "molotov", "voroshilov", "bulganin", "kaganovich", "mikoyan", "saburov", "pervukhin")
SLEEVE = ("#2B303D", "#16181F")  # the tones of the sleeve in hand.svg


@dataclass(frozen=True)
class Head:
    """One place in the row of heads on the title, in units."""

    bust: str
    middle: float
    height: float
    hole: bool = False


ROW_WIDTH, ROW_HEIGHT = 860, 262
ROW = (
    Head("kaganovich", 96, 212),
    Head("bulganin", 204, 217),
    Head("malenkov", 318, 223),
    Head("zhukov", 762, 264),
    Head("molotov", 650, 228),
    Head("beria-hat", 544, 235, hole=True),
    Head("khrushchev-smiling", 424, 246),
)  # the last one stands in front


def rgb(code: str) -> NDArray[np.int16]:
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.int16)


# Dot fields


def lattice(x0: float, y0: float, columns: range, rows: range, pitch: float) -> Iterator[tuple[float, float]]:
    """The points of a hexagonal grid: every second row is moved by half a step."""
    for row in rows:
        for column in columns:
            yield x0 + (column + 0.5 * (row % 2)) * pitch, y0 + row * pitch * 0.866


def numbers(field: ElementTree.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(field.attrib[f"data-{name}"]) for name in names)


def radial_dots(field: ElementTree.Element) -> Iterator[Dot]:
    """A glow: the dots shrink from the largest at r0 to nothing at r1."""
    cx, cy, inner, outer, pitch, largest = numbers(field, "cx", "cy", "r0", "r1", "pitch", "max")
    power, floor = float(field.get("data-power", 1)), float(field.get("data-floor", math.inf))
    reach = int(outer / pitch) + 1
    for x, y in lattice(cx, cy, range(-reach, reach + 1), range(-reach, reach + 1), pitch):
        distance = math.hypot(x - cx, y - cy)
        if inner <= distance <= outer and y <= floor:
            yield x, y, largest * (1 - (distance - inner) / (outer - inner)) ** power


def linear_dots(field: ElementTree.Element) -> Iterator[Dot]:
    """A ramp: the dots grow from nothing to the largest across the box."""
    x0, y0, x1, y1, pitch, largest = numbers(field, "x0", "y0", "x1", "y1", "pitch", "max")
    grow, power = field.get("data-grow", "down"), float(field.get("data-power", 1))
    columns, rows = range(int((x1 - x0) / pitch) + 2), range(int((y1 - y0) / (pitch * 0.866)) + 2)
    for x, y in lattice(x0, y0, columns, rows, pitch):
        if x <= x1 and y <= y1:
            across, down = (x - x0) / (x1 - x0), (y - y0) / (y1 - y0)
            share = {"right": across, "left": 1 - across, "down": down, "up": 1 - down}[grow]
            yield x, y, largest * max(0.0, min(1.0, share)) ** power


def scattered_dots(field: ElementTree.Element) -> Iterator[Dot]:
    """Leaves, stars: chance places, mostly small."""
    x0, y0, x1, y1, smallest, largest = numbers(field, "x0", "y0", "x1", "y1", "min", "max")
    count, seed = numbers(field, "count", "seed")
    chance, power = random.Random(int(seed)), float(field.get("data-power", 2))
    for _ in range(int(count)):
        x, y = x0 + chance.random() * (x1 - x0), y0 + chance.random() * (y1 - y0)
        yield x, y, smallest + chance.random() ** power * (largest - smallest)


FIELDS: dict[str, Callable[[ElementTree.Element], Iterator[Dot]]] = {
    "radial": radial_dots,
    "linear": linear_dots,
    "scatter": scattered_dots,
}


def expand_dots(drawing: str) -> str:
    """The drawing with every dot field written out as circles."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawing)
    for field in root.findall(".//*[@data-dots]"):
        dots = list(FIELDS[field.attrib["data-dots"]](field))
        for stand_in in list(field):
            field.remove(stand_in)
        for x, y, radius in dots:
            if radius > SMALLEST_DOT:
                ElementTree.SubElement(field, f"{{{SVG}}}circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.2f}")
    return ElementTree.tostring(root, encoding="unicode")


# The finish


def artboard(drawing: str) -> tuple[int, int]:
    width, height = ElementTree.fromstring(drawing).attrib["viewBox"].split()[2:]
    return int(width), int(height)


def rasterize(drawing: str, height: int) -> Image.Image:
    fonts = sorted(str(path) for path in FONTS.glob("*.ttf"))
    data = resvg_py.svg_to_bytes(
        svg_string=expand_dots(drawing), height=height, font_files=fonts, skip_system_fonts=True
    )
    return Image.open(io.BytesIO(bytes(data))).convert("RGBA")


def halve(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


def dot_screen(height: int, width: int, pitch: float, angle: float = 35) -> Pixels:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    turn = math.radians(angle)
    u = (x * math.cos(turn) + y * math.sin(turn)) / pitch
    v = (-x * math.sin(turn) + y * math.cos(turn)) / pitch
    return np.asarray((np.cos(2 * np.pi * u) + np.cos(2 * np.pi * v)) / 4 + 0.5, dtype=np.float32)


def smooth(mask: NDArray[np.bool_], spread: float) -> Pixels:
    """The mask blurred, at a quarter of its size for speed."""
    size = (mask.shape[1], mask.shape[0])
    coarse = Image.fromarray(mask.astype(np.float32)).reduce(4)
    blurred = Image.fromarray(gaussian_filter(np.asarray(coarse), spread / 4))
    return np.asarray(blurred.resize(size, Image.Resampling.BILINEAR))


def halftone_seams(image: Image.Image, pitch: float, spread: float) -> Image.Image:
    """Dots of the shade tone run into the lit tone, and the other way round, across every seam."""
    pixels = np.asarray(image).astype(np.int16)
    color = pixels[..., :3].copy()
    screen = dot_screen(color.shape[0], color.shape[1], pitch)
    for lit_code, shade_code in SEAMS.items():
        lit, shade = rgb(lit_code), rgb(shade_code)
        is_lit = np.abs(color - lit).sum(-1) < 14
        is_shade = np.abs(color - shade).sum(-1) < 14
        if min(is_lit.sum(), is_shade.sum()) < 50:
            continue
        near = smooth(is_shade, spread) / np.maximum(smooth(is_lit | is_shade, spread), 0.05)
        into_lit = (np.clip((near - (1 - screen) * 0.56) * 9, 0, 1) * is_lit)[..., None]
        color[:] = color * (1 - into_lit) + shade * into_lit
        into_shade = (np.clip((1 - near - screen * 0.62 - 0.06) * 9, 0, 1) * is_shade)[..., None]
        color[:] = color * (1 - into_shade) + lit * into_shade
    return Image.fromarray(np.dstack([color, pixels[..., 3]]).astype(np.uint8))


def move_red_plate(color: Pixels, shift: tuple[int, int]) -> None:
    """Red off register, on red areas only: elsewhere it would look like an error."""
    dx, dy = shift
    moved = np.pad(color, ((abs(dy), abs(dy)), (abs(dx), abs(dx)), (0, 0)), mode="edge")
    moved = moved[abs(dy) - dy :, abs(dx) - dx :][: color.shape[0], : color.shape[1]]
    red, green = (np.maximum(color[..., channel], moved[..., channel]) for channel in (0, 1))
    redness = np.clip((red - green - 70) / 40, 0, 1)
    color[..., 0] += 0.7 * redness * (moved[..., 0] - color[..., 0])


def field_of_noise(shape: tuple[int, int], size: float, scale: int, noise: np.random.Generator) -> Pixels:
    """Noise with a spread of 1 that meets itself at the edges, alike in both sizes of a picture."""
    height, width = shape[0] // scale, shape[1] // scale
    field = noise.standard_normal((height, width)).astype(np.float32)
    if size:
        field = gaussian_filter(field, size, mode="wrap")
    wrapped = np.pad(field / field.std(), 2, mode="wrap")
    grown = Image.fromarray(wrapped).resize(((width + 4) * scale, (height + 4) * scale), Image.Resampling.BICUBIC)
    return np.asarray(grown)[2 * scale : -2 * scale, 2 * scale : -2 * scale]


def print_on_paper(image: Image.Image, kind: Kind, scale: int, seed: int) -> Image.Image:
    pixels = np.asarray(image).astype(np.float32)
    color, shape = pixels[..., :3].copy(), (image.height, image.width)
    noise = np.random.default_rng(seed)
    move_red_plate(color, (kind.shift[0] * scale, kind.shift[1] * scale))
    if kind.specks:
        flecks = field_of_noise(shape, 0.9, scale, noise)
        dry = (flecks > np.quantile(flecks, 1 - kind.specks)) & (color.mean(-1) < 120)
        color[dry] = 0.55 * color[dry] + 0.45 * np.array(PAPER)
    color += field_of_noise(shape, 0, scale, noise)[..., None] * kind.grain
    return Image.fromarray(np.dstack([np.clip(color, 0, 255), pixels[..., 3]]).astype(np.uint8))


def moved_alpha(image: Image.Image, dx: int, dy: int) -> Image.Image:
    return image.getchannel("A").transform(image.size, Image.Transform.AFFINE, (1, 0, -dx, 0, 1, -dy))


def knock_out(image: Image.Image, scale: int) -> Image.Image:
    """The figure in paper color behind itself, a little to the left and down."""
    out = Image.new("RGBA", image.size, (*PAPER, 0))
    out.putalpha(moved_alpha(image, -3 * scale, 2 * scale))
    out.alpha_composite(image)
    return out


def wear(image: Image.Image, scale: int, seed: int) -> Image.Image:
    """A stamp: inked twice, a hair apart, with gaps where the rubber did not touch."""
    noise, shape = np.random.default_rng(seed), (image.height, image.width)

    def gaps(size: float, share: float) -> Pixels:
        rubber = field_of_noise(shape, size, scale, noise)
        return np.asarray(np.clip((rubber - np.quantile(rubber, share)) * 4, 0, 1), dtype=np.float32)

    first = np.asarray(image.getchannel("A")).astype(np.float32)
    second = np.asarray(moved_alpha(image, scale, scale)).astype(np.float32) * 0.45
    ink = np.maximum(first, second) * gaps(1.1, 0.05) * (0.6 + 0.4 * gaps(9, 0.16))
    worn = image.copy()
    worn.paste(Image.new("RGB", image.size, (0xA8, 0x20, 0x1A)))
    worn.putalpha(Image.fromarray((ink * 0.92).astype(np.uint8)))
    return worn


def finish(drawing: str, kind: Kind, scale: int, seed: int) -> Image.Image:
    """The printed picture of one drawing. It is drawn at twice the size, so that the dots can be smoothed down."""
    height = artboard(drawing)[1] * scale
    image = rasterize(drawing, 2 * height)
    if kind.screened:
        image = halftone_seams(image, pitch=2 * max(5.2, 7.42 * scale), spread=28 * scale)
    image = halve(image)
    if kind.worn:
        return wear(image, scale, seed)
    image = print_on_paper(image, kind, scale, seed)
    return knock_out(image, scale) if kind.knocked_out else image


# The pictures


def read(name: str) -> str:
    return (DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")


def kind_of(name: str) -> Kind:
    return KINDS[name.split("-")[0]]


def seed_of(name: str) -> int:
    """One seed for all faces of one person, so that nothing but the face changes."""
    return zlib.crc32("-".join(name.split("-")[:2]).encode())


def coat(voter: str) -> tuple[str, str]:
    """The two tones of a voter's coat, which is the first shape of every bust."""
    first = ElementTree.fromstring(read(f"bust-{voter}"))[0]
    return first.attrib["fill"], SEAMS[first.attrib["fill"]]


def hand(voter: str) -> str:
    """The drawing of the raised hand in the voter's sleeve."""
    drawing = read("hand")
    for tone, cloth in zip(SLEEVE, coat(voter), strict=True):
        drawing = drawing.replace(tone, cloth)
    return drawing


def fill_hole(figure: Image.Image) -> Image.Image:
    """The paper that is left where a man was cut out."""
    paper = Image.new("RGBA", figure.size, (*HOLE, 0))
    thin = 2 * (figure.height // 90) + 1  # the cord of the pince-nez is no part of the outline
    outline = figure.getchannel("A").filter(ImageFilter.MinFilter(thin)).filter(ImageFilter.MaxFilter(thin))
    paper.putalpha(outline)
    return paper


def printed(name: str, scale: int) -> Image.Image:
    """The finished picture of that name."""
    if name == "row":
        return row(scale)
    kind, voter = kind_of(name), name.removeprefix("hand-")
    drawing = hand(voter) if voter != name else read(name)
    return finish(drawing, kind, scale, seed_of(name))


def row(scale: int) -> Image.Image:
    """The heads on the title, shoulder to shoulder on the lower edge."""
    strip = Image.new("RGBA", (ROW_WIDTH * scale, ROW_HEIGHT * scale), (0, 0, 0, 0))
    for head in ROW:
        figure = printed(f"bust-{head.bust}", scale)
        height = round(head.height * scale)
        figure = figure.resize((round(height * 400 / 460), height), Image.Resampling.LANCZOS)
        if head.hole:
            figure = fill_hole(figure)
        strip.alpha_composite(figure, (round(head.middle * scale) - figure.width // 2, strip.height - height))
    return strip


def names() -> list[str]:
    """Every picture, without its size."""
    drawings = [path.stem for path in DRAWINGS.glob("*.svg")]
    return sorted([name for name in drawings if name != "hand"] + [f"hand-{voter}" for voter in VOTERS] + ["row"])


def write(name: str) -> list[Path]:
    """Both sizes of one picture."""
    targets, kind = [], FIGURE if name == "row" else kind_of(name)
    for size, scale in SIZES.items():
        image = printed(name, scale)
        target = PICTURES / f"{name}-{size}.{'webp' if kind.alpha else 'jpg'}"
        if kind.alpha:
            image.save(target, quality=kind.quality, alpha_quality=90, method=4)
        else:
            image.convert("RGB").save(target, quality=kind.quality, subsampling=0, optimize=True)
        targets.append(target)
    return targets


def write_window_icon() -> Path:
    target = ICONS / "icon-app.png"
    halve(rasterize((ICONS / "icon-app.svg").read_text(encoding="utf-8"), 2 * WINDOW_ICON)).save(target)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the drawings.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a picture, without its size; all if none is named")
    wanted: list[str] = parser.parse_args().names
    if unknown := sorted(set(wanted) - set(names())):
        sys.exit(f"No such picture: {', '.join(unknown)}. There are: {', '.join(names())}.")
    PICTURES.mkdir(exist_ok=True)
    with ProcessPoolExecutor() as workers:
        written = [path for paths in workers.map(write, wanted or names()) for path in paths]
    if not wanted:
        for stale in set(PICTURES.glob("*.*")) - set(written):
            stale.unlink()
        written.append(write_window_icon())
    print(f"{len(written)} pictures, {sum(path.stat().st_size for path in written) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
