"""How the code is laid out: what docs/architecture.md draws, held."""

import ast
import re
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GAME = ROOT / "game"
MODULES = sorted(GAME.rglob("*.py"))

# Each room, and the rooms below it that it may use. A module stands in the first room that its name begins with.
ROOMS = {
    "game.core": ("game.core",),
    "game.lang": ("game.core", "game.lang"),
    "game.app": ("game.core", "game.app"),
    "game.faces.window": ("game.core", "game.app", "game.faces.window"),
    "game.faces": ("game.core", "game.app", "game.faces"),
    "game.proof": ("game.core", "game.proof"),
    "game.author": ("game.core", "game.lang", "game.proof", "game.author"),
    "game.store": ("game.core", "game.store"),
    "game.shell": ("game.core", "game.app", "game.lang", "game.store"),
    "game.cli": ("game",),
}
# Who may use what is not Python's own.
LIBRARIES = {"yaml": "game.lang", "polib": "game.lang", "pygame": "game.faces.window", "platformdirs": "game.store"}
# What reaches outside the program: closed to the pure rooms.
OUTSIDE = frozenset(
    ["asyncio", "glob", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "platform", "random"]
    + ["secrets", "shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time"]
    + ["urllib", "uuid"]
)
PURE = ("game.core", "game.app")
LINES = 8790
SILENT = frozenset(
    [tokenize.ENCODING, tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT]
    + [tokenize.ENDMARKER]
)


def named(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def imported(tree: ast.Module, package: str) -> Iterator[str]:
    """Every module that the source names, also inside functions and for types only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: -node.level + 1 or None] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{source}.{name.name}" for name in node.names)


def trespasses(module: str, source: str) -> list[str]:
    """What a module imports and calls that its room may not."""
    room = next((room for room in ROOMS if within(module, room)), None)
    if room is None:
        return [] if module == "game" else [f"{module} stands in no room"]
    tree = ast.parse(source)
    found = []
    for name in imported(tree, module.rpartition(".")[0]):
        top = name.split(".")[0]
        if top == "game":
            wrong = not any(within(name, below) for below in ROOMS[room])
        elif top in LIBRARIES:
            wrong = room != LIBRARIES[top]
        else:
            wrong = top not in sys.stdlib_module_names or (room in PURE and top in OUTSIDE)
        if wrong:
            found.append(f"{module} imports {name}")
    if room in PURE:
        calls = (
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        )
        found += [f"{module} calls {call}" for call in calls if call in ("open", "print", "input", "eval", "exec")]
    return found


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_go_down_only(path: Path) -> None:
    """cli -> faces, shell, author -> app, lang, store -> core; a library has one user; core and app touch nothing outside."""
    assert trespasses(named(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("game.core.play", "import random"),
        ("game.core.play", "from os import path"),
        ("game.core.play", "import yaml"),
        ("game.core.play", "def f():\n    from game.app import page"),
        ("game.core.play", "from ..app import page"),
        ("game.core.play", "text = open('x')"),
        ("game.app.update", "from game.lang import read"),
        ("game.app.update", "import pygame"),
        ("game.app.pages.play", "from pathlib import Path"),
        ("game.lang.read", "from game.app.page import Page"),
        ("game.lang.read", "import game.store"),
        ("game.faces.terminal", "import pygame"),
        ("game.faces.window.loop", "from game.faces import terminal"),
        ("game.faces.window.loop", "import yaml"),
        ("game.faces.terminal", "from game.lang.read import read"),
        ("game.author.check", "from game.app.view import page"),
        ("game.proof.prove", "from game.lang.read import read"),
        ("game.store", "from game.shell import Shell"),
        ("game.shell", "from game.faces import terminal"),
        ("game.cli", "import numpy"),
        ("game.helpers", ""),
    ],
)
def test_a_wrong_import_is_seen(module: str, line: str) -> None:
    """Each rule of the drawing catches the line that breaks it."""
    assert len(trespasses(module, line)) == 1


def code_lines(path: Path) -> int:
    """The lines of a module that do something: blank ones, comments and docstrings are free."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    free = {line for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}  # fmt: skip
    with path.open("rb") as file:
        signs = [sign for sign in tokenize.tokenize(file.readline) if sign.type not in SILENT]
    return len({line for sign in signs for line in range(sign.start[0], sign.end[0] + 1)} - free)


def test_the_program_fits_its_size() -> None:
    """The house has a size: before a file is added, one is to go."""
    lines = sum(map(code_lines, MODULES))
    assert 1000 < lines <= LINES, f"game/ has {lines} lines of code"


# -- nothing in a module changes, nothing runs when it is imported -----------------------------------------------------

CONTAINERS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = frozenset(["list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict", "bytearray"])
CHANGES = frozenset(
    [
        "append",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "clear",
        "update",
        "setdefault",
        "add",
        "discard",
        "sort",
    ]
    + ["reverse", "appendleft"]
)


def mutable(value: ast.expr | None) -> bool:
    made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in MAKERS
    return made or isinstance(value, CONTAINERS)


def empty(value: ast.expr | None) -> bool:
    """A container that holds nothing is there to be filled."""
    match value:
        case ast.Dict(keys=held) | ast.List(elts=held) | ast.Call(args=held):
            return not held
    return False


def restless(source: str) -> list[str]:
    """What a module keeps and changes, or does while it is imported."""
    tree = ast.parse(source)
    kept: set[str] = set()
    found = []
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=value)
            ):
                if mutable(value):
                    kept.add(name)
                    if empty(value):
                        found.append(f"{name} is empty, to be filled")
            case ast.Assign(targets=[ast.Name() | ast.Tuple()]) | ast.AnnAssign(target=ast.Name()):
                pass
            case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.FunctionDef() | ast.ClassDef():
                pass
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                pass
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="setdefault", value=ast.Attribute(attr="environ")))):
                pass  # SDL reads these at its own import, before any function of ours could run
            case _:
                found.append(f"runs at import: {ast.unparse(node)[:60]}")
    for inner in ast.walk(tree):
        match inner:
            case ast.Global(names=names):
                found.append(f"global {', '.join(names)}")
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if name in kept:
                found.append(f"{name}[...] is changed")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=how)) if name in kept and how in CHANGES:
                found.append(f"{name}.{how}() changes it")
    return found


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_keeps_nothing_that_changes(path: Path) -> None:
    """Tables of constants are read only, and an import does nothing but define."""
    assert restless(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "CACHE = {}",
        "CACHE: dict[str, int] = {}",
        "SEEN = set()",
        "TABLE = {1: 2}\ndef f():\n    TABLE[3] = 4",
        "TABLE = [1]\ndef f():\n    TABLE.append(2)",
        "now = 1\ndef f():\n    global now",
        "print('hello')",
        "for x in (1, 2):\n    y = x",
    ],
)
def test_what_changes_in_a_module_is_seen(source: str) -> None:
    """Each rule catches the lines that break it; a table that is only read passes."""
    assert len(restless(source)) == 1
    assert restless("TABLE = {1: 2}\ndef f() -> int:\n    return TABLE[1]") == []


# -- the tools ---------------------------------------------------------------------------------------------------------


def tool(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    """The rules are in pyproject.toml, each exception with its reason."""
    tool("ruff", "check", "--no-cache", ".")


def test_the_code_is_formatted() -> None:
    """One style, by machine, for everybody."""
    tool("ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_types_hold(platform: str, tmp_path: Path) -> None:
    """Strict mypy finds nothing, on the three systems the game is made for."""
    tool("mypy", "--platform", platform, "--cache-dir", str(tmp_path))


# -- what a committed file may say -------------------------------------------------------------------------------------

# Put together from parts, so that this file does not say it either.
FOREIGN = re.compile(
    "|".join([r"(?:files\.)?pythonhosted\.", r"\bpypi\.org/simple", r"://[^/\s]*\b(?:pypi|npmjs|crates)\b", r"registry\.np" + "m",
              r"(?<![\w.])/" + r"work/", r"(?<![\w.])/" + r"root/", r"(?<![\w.])/home/(?!you\b)\w", r"\bC:\\Users\\(?!you\b)\w",
              r"index-" + r"url"])
)  # fmt: skip
PICTURES = {".jpg", ".png", ".webp", ".ttf"}


def committed() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run([git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, check=False)  # fmt: skip
    if listed.returncode:
        pytest.skip("git cannot list this folder")
    return [path for name in listed.stdout.decode("utf-8").split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_host_or_a_machine() -> None:
    """No registry's host, no path of somebody's machine: the lock holds hashes only."""
    found = []
    for path in committed():
        if path.suffix not in PICTURES:
            text = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in FOREIGN.finditer(text)]
    assert found == []


def test_a_host_or_a_machine_is_seen() -> None:
    """The rule catches what it is for, and lets a package's page and an advice pass."""
    for said in ("https://files.python" + "hosted.org/x", "/" + "work/main", "/" + "root/x", "--index-" + "url x"):
        assert FOREIGN.search(f"see {said}"), said
    assert not FOREIGN.search("assets/framework/main and https://github.com/pygame-community/pygame-ce")


def test_the_lock_has_what_pyproject_asks_for() -> None:
    """Each dependency of the game and of its tests stands in the lock, at a version within its bounds, with hashes."""
    import tomllib

    from packaging.requirements import Requirement

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [Requirement(one) for one in (*asked["project"]["dependencies"], *asked["dependency-groups"]["dev"])]
    text = (ROOT / "requirements-lock.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+).*\\$", text, re.MULTILINE))
    for one in wanted:
        assert one.name in locked, f"{one.name} is missing: see docs/dependencies.md"
        assert one.specifier.contains(locked[one.name]), f"{one} but {locked[one.name]} is locked"
    assert text.count("--hash=sha256:") >= len(locked) >= len(wanted)


def test_every_dependency_is_bounded_and_has_its_reason() -> None:
    """A lower and an upper bound for each, and a line in docs/dependencies.md."""
    import tomllib

    from packaging.requirements import Requirement

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    groups = asked["dependency-groups"]
    for line in (*asked["project"]["dependencies"], *groups["dev"], *groups["art"], *asked["build-system"]["requires"]):
        one = Requirement(line)
        assert {bound.operator for bound in one.specifier} == {">=", "<"}, line
        assert f"| `{one.name}`" in reasons, f"docs/dependencies.md gives no reason for {one.name}"
