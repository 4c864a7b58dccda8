"""Every page of the catalogue prints exactly what it says; every problem has a page."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest

from game.author.check import checked
from game.core.problem import Problem, shown
from game.lang import catalogue
from game.lang.read import read
from tests.conftest import DECLARED, ROOT

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def problems(page: Path, folder: Path) -> list[Problem]:
    """What is found in the bad files of a page; where it gives no story.yaml, in the small story's."""
    (folder / "story.yaml").write_text(DECLARED, encoding="utf-8")
    for kind, name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            WRITTEN[kind](folder / name, text)
    found = list(checked(read(folder))[0].problems)
    return [
        *found,
        *(one for one in read(folder, "ru").problems if one not in found and (folder / "translations").is_dir()),
    ]


def typed(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def escaped(path: Path, text: str) -> None:
    """Bytes that no page can show stand as \\xNN."""
    path.write_bytes(text.encode("latin-1").decode("unicode_escape").encode("latin-1"))


def linked(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    try:
        path.symlink_to(text.strip())
    except OSError:
        pytest.skip("this system makes no links")


def many(path: Path, text: str) -> None:
    """The last line of a block is written as often as its first line says."""
    times, *lines = text.splitlines()
    path.write_text("\n".join([*lines[:-1], *[lines[-1]] * int(times)]), encoding="utf-8")


def missing(path: Path, _: str) -> None:
    path.unlink(missing_ok=True)


WRITTEN: dict[str, Callable[[Path, str], object]] = {
    "yaml": typed,
    "po": typed,
    "bytes": escaped,
    "link": linked,
    "many": many,
    "none": missing,
}


def printed(page: Path, folder: Path) -> str:
    found = [one for one in problems(page, folder) if one.code != "unused"] or problems(page, folder)
    return "\n\n".join(shown(one, "python main.py") for one in found)


def expected(page: Path) -> str:
    return next(
        str(text) for kind, _, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == "text"
    ).rstrip()


@pytest.mark.parametrize("code", catalogue.codes())
def test_a_page_prints_exactly_what_it_says(code: str, tmp_path: Path) -> None:
    """The bad file of a page is met with the very words that the page shows, and with its own code."""
    page = catalogue.PAGES / f"{code}.md"
    assert printed(page, tmp_path) == expected(page)
    assert code in {one.code for one in problems(page, tmp_path)}


@pytest.mark.parametrize("code", catalogue.codes())
def test_a_page_can_be_read(code: str) -> None:
    """A title, a first sentence, the file, what is printed, why, the repair: no page leaves one out."""
    text = (catalogue.PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {code}\n\n")
    assert re.search(rf"^```({'|'.join(WRITTEN)}) \S+$", text, re.MULTILINE)
    assert "\n**Why.** " in text
    assert "\n**Repair.** " in text
    assert "```" not in str(catalogue.page(code))


# -- what is said ------------------------------------------------------------------------------------------------------

SENTENCES = {f"{code}: {case}".removesuffix(": "): "\n".join(both)
             for code in catalogue.codes() for case, both in catalogue.sentences(code).items()}  # fmt: skip
# where `told` stands among the arguments
TELLING = {"tell": 0, "lose": 0, "problem": 0, "slip": 0, "_signed": 2, "_at_start": 1, "_problem": 1}
GIVEN = {"lose": {"name", "near"}, "_signed": {"sign"}}  # values that such a call gives by itself
CASES = {"unknown-scene": (": nearest here", ": none here"), "unknown-choice": (": nearest here", ": none here"),
         "unknown-name": (": a person",)}  # fmt: skip  # of names that do not exist, beside those that all such codes have
OF_NAMES = {"kind", "name", "near", "spot", "file", "short", "homes"}


def places(told: str) -> set[str]:
    """The values that a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(SENTENCES[told]) if name}


def said(node: ast.AST) -> set[str]:
    """The sentences that an expression names; of one that is put together, all that it may name."""
    found = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and one.value in SENTENCES}
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr) and re.match(r"f'(unknown-|left-out: )", ast.unparse(one)):
            parts = (".+" if isinstance(part, ast.FormattedValue) else str(part.value) for part in one.values)  # type: ignore[attr-defined]
            form = re.compile("".join(parts))
            found |= {told for told in SENTENCES if form.fullmatch(told)}
    return found


def sources() -> Iterator[ast.Module]:
    for file in (*sorted((ROOT / "game" / "lang").glob("*.py")), ROOT / "game" / "author" / "proved.py"):
        yield ast.parse(file.read_text(encoding="utf-8"))


def of_names() -> set[str]:
    """The sentences on names that do not exist: those of every code that a reader looks names up with."""
    calls = (word for tree in sources() for word in ast.walk(tree) if isinstance(word, ast.keyword))
    words = (word for word in calls if word.arg == "code")
    codes = {str(word.value.value) for word in words if isinstance(word.value, ast.Constant)}
    return {code + case for code in codes for case in ("", ": nearest", ": none", *CASES.get(code, ()))}


def test_every_sentence_is_told_and_every_problem_has_a_page() -> None:
    """What the pages say, the code tells, and nothing else: of a condition that is lost, with and without why."""
    lost = {told for told in SENTENCES if re.fullmatch(r"(never|always)-true: \w+ (why|after)", told)}
    assert of_names().union(lost, *map(said, sources())) == SENTENCES.keys()
    assert all(catalogue.sentences(code) for code in catalogue.codes())


def test_a_sentence_gets_what_it_asks_for() -> None:
    """Each value that a sentence asks for is given wherever it is told, and nothing is given that none asks for."""
    assert all(places(told) <= OF_NAMES for told in of_names())
    checked: set[str] = set()
    for tree in sources():
        for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
            match call.func:
                case ast.Attribute(attr=name) | ast.Name(id=name) if name in TELLING and len(call.args) > TELLING[name]:
                    told = call.args[TELLING[name]]
                case _:
                    continue
            asked = {one: places(one) for one in said(told)}
            named = {str(one.value) for one in ast.walk(told) if isinstance(one, ast.Constant)} - {"left-out: "}
            assert {one for one in named if one.partition(": ")[0] in catalogue.codes()} <= SENTENCES.keys()
            given = {word.arg for word in call.keywords if word.arg} - {"severity", "also", "witness"}
            for sentence, wanted in asked.items():
                assert wanted <= given | GIVEN.get(name, set()), sentence
            assert not asked or given <= set().union(*asked.values()), asked
            checked |= asked.keys()
    assert len(checked) > 100


def test_what_is_said_is_no_part_of_the_page() -> None:
    """`explain` prints the page, and not the sentences with their names in braces."""
    assert all("<!--" not in str(catalogue.page(code)) for code in catalogue.codes())


if __name__ == "__main__":  # with codes: writes into their pages what is printed, to be read; without, into all
    import sys
    import tempfile

    for path in sorted(catalogue.PAGES.glob("*.md")):
        if len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            now = printed(path, Path(folder))
        text = path.read_text(encoding="utf-8")
        before, block, after = re.split(r"(^```text\n.*?^```$)", text, maxsplit=1, flags=re.MULTILINE | re.DOTALL)
        path.write_text(f"{before}```text\n{now}\n```{after}", encoding="utf-8")
        print(f"== {path.stem}\n{now}\n")
