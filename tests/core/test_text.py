"""What an author writes within a line."""

import pytest

from game.core.text import Run, links, marks, paragraphs, plain, slug


def test_a_blank_line_begins_a_paragraph_and_lines_flow_together() -> None:
    """Prose is wrapped by the author at will; only a blank line parts paragraphs."""
    assert plain("One\ntwo.\n\nThree.\n") == "One two.\n\nThree."


def test_links_stress_and_plain_words_become_runs() -> None:
    """A link opens its entry, with its own words or the entry's name; stress is italic, also round a link."""
    runs = paragraphs("The [[vertushka]] rings: *now*, [[beria|the minister]].")[0].runs
    assert runs == (
        Run("The "),
        Run("vertushka", entry="vertushka"),
        Run(" rings: "),
        Run("now", True),
        Run(", "),
        Run("the minister", entry="beria"),
        Run("."),
    )


def test_marks_are_told_apart_and_never_shown() -> None:
    """A mark in braces leaves no trace in what is read, not even its space."""
    text = "He was arrested. {disputed knight, taubman} He knew. {R04}"
    assert plain(text) == "He was arrested. He knew."
    assert [inside for inside, _ in marks(text)] == ["disputed knight, taubman", "R04"]
    assert all(text[at:].startswith(inside) for inside, at in marks(text))
    assert [inside for inside, _ in marks("*He knew. {R04}*")] == ["R04"]


def test_links_name_their_entry_and_where_it_stands() -> None:
    """The checker underlines the name itself."""
    text = "A [[zis|car]] and [[mvd]], *and [[pravda]] too*."
    assert [(name, text[at : at + len(name)]) for name, at in links(text)] == [(n, n) for n in ("zis", "mvd", "pravda")]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"Sit," he says. "Why?"', "“Sit,” he says. “Why?”"),
        ('He said: "I--"', "He said: “I—”"),
        ("It's Malenkov's tea.", "It’s Malenkov’s tea."),
        ("He said 'no' in '37.", "He said ‘no’ in ’37."),
        ("The light -- green -- goes on.", "The light—green—goes on."),
        ("[Laughter.] stays", "[Laughter.] stays"),
        ('*"Now,"* she says', "“Now,” she says"),
    ],
)
def test_straight_quotes_and_double_hyphens_are_dressed(typed: str, shown: str) -> None:
    """Authors type what their keyboard has; readers see what a printer sets."""
    assert plain(typed) == shown


def test_a_document_keeps_its_lines() -> None:
    """Lines that begin with > are kept line by line."""
    found = paragraphs("> To: Malenkov\n> From: Beria\n\nHe reads it.")
    assert [(one.kind, one.plain) for one in found] == [
        ("document", "To: Malenkov"),
        ("document", "From: Beria"),
        ("prose", "He reads it."),
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Talk about the harvest.", "talk-about-the-harvest"),
        ("Don't answer, Georgy Maksimilianovich! {R04}", "dont-answer-georgy-maksimilianovich"),
        ("Open the [[zis|car]]'s door", "open-the-cars-door"),
    ],
)
def test_a_choice_is_named_by_its_words(words: str, wanted: str) -> None:
    """Small letters, apostrophes dropped, joined by hyphens; marks and links do not count."""
    assert slug(words) == wanted
