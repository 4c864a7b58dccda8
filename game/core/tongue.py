"""A story in other words: every text that players read goes through one function, and nothing else changes.

Knows no file and no language.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from game.core.story import Choice, Decision, Entry, Item, Meter, Prose, Role, Scene, Set, Statement, Story, Vote
from game.core.text import slug

T = TypeVar("T", Role, Meter, Entry, Scene, Choice, Statement)
Say = Callable[[str, str, str], str]  # where a paragraph stands, its words, what or whose they are -> what is read
Tell = Callable[[str, str], str]  # the same for a text of several paragraphs at one place


def translated(story: Story, say: Say) -> Story:
    """Ids, conditions and what a date means stay: the same choices lead through the same states."""

    def at(where: str) -> Tell:
        return partial(_text, partial(say, where))

    return replace(
        story,
        title=at("story")(story.title, "title"),
        roles={name: _role(role, at(f"role {name}")) for name, role in story.roles.items()},
        meters={name: meter if meter.hidden else _said(meter, at(f"meter {name}"), "title", "about")
                for name, meter in story.meters.items()},
        entries={name: _said(one, at(name), "name", "kind", "about", "became") for name, one in story.entries.items()},
        pictures={name: at("pictures")(text, name) for name, text in story.pictures.items()},
        sounds={name: at("sounds")(text, name) for name, text in story.sounds.items()},
        branches={path: (at(path)(title, "chapter"), by) for path, (title, by) in story.branches.items()},
        scenes={name: _scene(scene, at) for name, scene in story.scenes.items()},
        dates={date: at("dates")(date, "") for scene in story.scenes.values() for date in scene.dates()},
    )  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """Each in one line, whatever the width of its file; a document keeps its own."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [block if block.startswith(">") else re.sub(r"\s*\n\s*", " ", block) for block in blocks if block]


def _text(say: Tell, text: str, note: str) -> str:
    return "\n\n".join(say(one, note) for one in paragraphs(text))


def _said(one: T, tell: Tell, *fields: str) -> T:
    """A value with these of its texts in other words."""
    return replace(one, **{field: _told(getattr(one, field), tell, field) for field in fields})


def _told(held: Any, tell: Tell, note: str) -> Any:
    """A text, or cases of texts, or nothing."""
    if isinstance(held, tuple):
        return tuple((when, tell(text, note)) for when, text in held)
    return held and tell(held, note)


def _role(role: Role, tell: Tell) -> Role:
    questions = tuple(_told(one, tell, "questions") for one in role.questions)
    return replace(_said(role, tell, "approach", "about", "goal", "warning"), questions=questions)


def _scene(scene: Scene, at: Callable[[str], Tell]) -> Scene:
    here, places, script = at(scene.name), at("places"), list[Item]()
    who = scene.heading.speaker
    for item in scene.script:
        match item:
            case Prose(cases):
                item = Prose(_told(cases, here, f"speaker: {who}" if who else ""))
            case Set("speaker", cases):
                who = cases[-1][1]
            case Set("place", cases):
                item = Set("place", _told(cases, places, ""))
            case Decision(choices):
                item = replace(item, choices=tuple(_choice(one, here) for one in choices))
            case Vote(motion, voters):
                hands = ((person, tuple((when, replace(one, words=here(one.words, person))) for when, one in cases))
                         for person, cases in voters)  # fmt: skip
                item = Vote(here(motion, "vote"), tuple(hands))
        script.append(item)
    return replace(
        _said(scene, here, "ending", "warning"),
        chapter=at(scene.name.rpartition("/")[0])(scene.chapter, "chapter"),
        heading=replace(scene.heading, place=places(scene.heading.place, "")),
        script=tuple(script),
        record=tuple(_said(one, here, "words") for one in scene.record),
    )


def _choice(choice: Choice, tell: Tell) -> Choice:
    """Old games may know it by its first words."""
    words = tell(choice.words, "say" if choice.spoken else "choice")
    return replace(_said(choice, tell, "locked", "reply"), words=words, was=(*choice.was, slug(choice.words)))
