"""Every page of the catalogue prints exactly what it says; every problem has a page."""

import re
from collections.abc import Callable
from pathlib import Path

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


def test_every_problem_has_a_page() -> None:
    """Each code that the reader can tell stands in the catalogue, and no other."""
    told = set()
    call = re.compile(r"(?:tell|problem|Problem|slip|_tell|_signed)\((?:\w+, ){0,2}\s*\"([a-z]+(?:-[a-z]+)*)\"")
    for file in (ROOT / "game" / "lang").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        told |= {*call.findall(text), *re.findall(r"^    \(\"([a-z]+-[a-z-]+)\", [rf]?[\"']", text, re.MULTILINE)}
        told |= {*re.findall(r"\bcode=\"([a-z-]+)\"", text)}
    proved = (ROOT / "game" / "author" / "proved.py").read_text(encoding="utf-8")
    told |= set(re.findall(r"\"([a-z]+(?:-[a-z]+)+)\"", proved))
    assert told == set(catalogue.codes())


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
