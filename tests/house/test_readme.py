"""What the README and its neighbors say is so: files that are there, commands that exist, lines that agree."""

import re
from pathlib import Path

import pytest

from game.cli import main
from game.core.story import Story

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/dependencies.md",
         "assets/README.md", "licenses/README.md"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Each file that a page links to or shows is there."""
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_commands_exist(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command that a page tells to type is one that the program knows."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for command in set(re.findall(r"main\.py ([a-z]+)", text)):
        with pytest.raises(SystemExit) as left:  # argparse leaves by itself after its help
            main([command, "--help"])
        assert left.value.code == 0, command
    capsys.readouterr()


def test_the_lines_of_the_readme_are_those_that_main_says() -> None:
    """Whoever reads either types the same; and the tests are run by the same means as the game."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in ("python3 -m pip install uv && python3 -m uv run main.py", "py -m pip install uv", "py -m uv run main.py",
                 "python3 -m uv run pytest", "pipx run uv run main.py"):  # fmt: skip
        assert f"    {line}\n" in readme
    assert "python3 -m uv run pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_key_that_the_readme_names_is_on_the_keys_page(shipped: Story) -> None:
    """The README shows some; the page in the game all."""
    from game.app.pages.front import text_page

    page = str(text_page("keys", shipped))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    keys = readme.partition("## Keys\n")[2].partition("\n##")[0]
    named = re.findall(r"\*\*([A-Z]\w*(?: \w+)?)\*\*", keys)
    assert {"Tab", "Enter", "Backspace", "Esc"} <= set(named)
    for key in named:
        assert key.replace("Page Down", "PgDn") in page, key
