"""What is handed out: one wheel that plays, checks and draws anywhere, with nothing of the checkout near it."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("title", "roles", "scene", "scene-locked", "vote", "record", "codex", "ending", "trouble")
START = "import sys; from game.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by hatchling as pip and uv would have it built."""
    folder = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment's Python, with the wheel and the packages it needs, and no way back to the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scheme = sysconfig.get_paths("venv", {"base": str(folder), "platbase": str(folder)})
    packages = Path(scheme["purelib"])
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(packages)
    # A .pth within a folder named by a .pth is not read: so the checkout, which dev installs link, stays out of sight.
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Path(scheme["scripts"]) / ("python.exe" if os.name == "nt" else "python")


def run(python: Path, *words: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The command as the installed script runs it, in a folder and with a home that hold nothing."""
    kept = {name: value for name, value in os.environ.items() if name in ("SYSTEMROOT", "PATH", "TEMP", "TMP")}
    environment = {**kept, "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home)}
    return subprocess.run([python, "-I", "-c", START, *words], cwd=home, env=environment, input=typed,
                          capture_output=True, encoding="utf-8", check=False)  # fmt: skip


def test_the_wheel_holds_all_that_the_checkout_shows(wheel: Path) -> None:
    """Each module, story file, picture, typeface, icon and page on a problem, and nothing of tests, sources or tools."""
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
    for folder, prefix in (("game", ""), ("story", "game/"), ("assets/pictures", "game/"), ("assets/fonts", "game/"),
                           ("assets/icons", "game/")):  # fmt: skip
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                assert f"{prefix}{path.relative_to(ROOT).as_posix()}" in held
    strangers = [name for name in held if not name.startswith(("game/", "collective_leadership-"))]
    assert strangers == []
    assert not [name for name in held if "test" in name or "drawings" in name or name.endswith((".pyc", "build.py"))]


def test_the_wheel_holds_the_licenses(wheel: Path) -> None:
    """The program's own, the story's, and one for each typeface and library that is not ours."""
    with zipfile.ZipFile(wheel) as packed:
        held = [name.partition(".dist-info/licenses/")[2] for name in packed.namelist() if "/licenses/" in name]
        metadata = packed.read(next(name for name in packed.namelist() if name.endswith("METADATA"))).decode("utf-8")
    assert set(held) == {"LICENSE", *(f"licenses/{path.name}" for path in (ROOT / "licenses").iterdir())}
    for wanted in (
        "CC-BY-4.0",
        "OFL-SofiaSans",
        "ParaType-Free-Font-License",
        "Apache-2.0-SpecialElite",
        "LGPL-2.1-pygame-ce",
    ):
        path = ROOT / "licenses" / f"{wanted}.txt"
        assert len(path.read_text(encoding="utf-8")) > 1500, f"{path.name} is not the whole text"
    (expression,) = re.findall(r"^License-Expression: (.*)$", metadata, re.MULTILINE)
    assert set(expression.split(" AND ")) == {"MIT", "CC-BY-4.0", "OFL-1.1", "Apache-2.0", "LicenseRef-ParaType-Free-Font-License"}  # fmt: skip
    assert "Requires-Python: >=3.11" in metadata


def test_the_wheel_has_a_command(wheel: Path) -> None:
    """Installed, the game is started by its name."""
    with zipfile.ZipFile(wheel) as packed:
        points = packed.read(next(name for name in packed.namelist() if name.endswith("entry_points.txt")))
    assert b"collective-leadership = game.cli:main" in points


def test_it_runs_far_from_the_checkout(python: Path, tmp_path: Path) -> None:
    """What is imported is the wheel's own, and so is the story."""
    where = "import game, game.cli; print(game.__file__); print(game.cli._shipped())"
    done = subprocess.run([python, "-I", "-c", where], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    for line in done.stdout.splitlines():
        assert str(ROOT / "game") not in line
        assert str(ROOT / "story") not in line
        assert Path(line).is_relative_to(python.parent.parent)
    assert run(python, "--version", home=tmp_path).stdout.startswith("Collective Leadership 0.")


def test_the_wheel_checks_its_story(python: Path, tmp_path: Path) -> None:
    """The story that ships is fit, and its plays end as their authors say."""
    for command in ("check", "walk"):
        done = run(python, command, home=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_explains(python: Path, tmp_path: Path) -> None:
    """The pages on problems came along."""
    done = run(python, "explain", "unknown-scene", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "unknown-scene" in done.stdout


def test_the_wheel_plays(python: Path, tmp_path: Path) -> None:
    """From the title to a first choice, and the game is kept in the user's own folder."""
    done = run(python, "play", "--terminal", home=tmp_path, typed="1\n1\n1\n1\n")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    (kept,) = tmp_path.rglob("*.journal")
    assert run(python, "where", home=tmp_path).stdout.count(str(kept.parent)) == 1


def test_the_wheel_draws(python: Path, tmp_path: Path) -> None:
    """Every kind of page, with its typefaces and pictures, without a screen."""
    done = run(python, "screens", "drawn", home=tmp_path)
    assert done.returncode == 0, done.stderr
    drawn = {path.name: path.stat().st_size for path in (tmp_path / "drawn").glob("*.png")}
    assert {f"{kind}.png" for kind in KINDS} <= set(drawn)
    assert min(drawn.values()) > 20_000, "a page without pictures or type is a small file"
