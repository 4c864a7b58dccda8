"""The one place that wires things: commands, the shell that carries out deeds, the net that catches what was unforeseen.

Each command is a small function that imports what it needs, so that a window starts with nothing else loaded.
"""

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from game import __version__

if TYPE_CHECKING:
    from game.app.model import Game
    from game.author.pasts import Past
    from game.core.story import Story
    from game.lang.plays import Play
    from game.lang.read import Reading
    from game.shell import Shell

DONE, NO, COULD_NOT = 0, 1, 2
Command = Callable[[argparse.Namespace], int | None]  # one that returns nothing has done what was asked
HERE = Path(__file__).resolve().parent


class CannotLook(Exception):
    """What was asked for cannot be looked at: exit 2, a sentence, and `at` where there is a place."""

    def __init__(self, message: str, at: object = None, code: int = COULD_NOT) -> None:
        super().__init__(message)
        self.at, self.code = at, code


class Arguments(argparse.ArgumentParser):
    """Says a wrong command line in our own way, as JSON where JSON was asked for."""

    def error(self, message: str) -> NoReturn:
        raise CannotLook(f"{message[:1].upper()}{message[1:]}. Type  {command()} --help  for the commands.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 done, 1 the answer is no, 2 could not look; never raises."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _utf8_out()
    try:
        asked = _parser().parse_args(words, argparse.Namespace(story=None, home=None))
        asked.path = asked.path or asked.story
        run: Command = asked.run
        return run(asked) or DONE
    except CannotLook as fault:
        return _refuse(str(fault), fault.at, fault.code, "--json" in words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return DONE
    except Exception as fault:  # the one net under everything: a sentence, and the log has the rest
        return _refuse(_unforeseen(fault, words), None, COULD_NOT, "--json" in words)


def command() -> str:
    """How the reader started the program: printed advice repeats it."""
    if Path(sys.argv[0]).name != "main.py":
        return "collective-leadership"
    python = "py" if sys.platform == "win32" else "python3"
    return f"{python} -m uv run main.py" if "UV_RUN_RECURSION_DEPTH" in os.environ else "python main.py"


def _parser() -> Arguments:
    shared = Arguments(add_help=False)
    shared.add_argument(
        "--story", metavar="PATH", default=argparse.SUPPRESS, help="a story's folder, or one of its files"
    )
    shared.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="folder of games, settings and log")
    parser = Arguments(prog=command(), parents=[shared], description="Collective Leadership: Moscow, 1953-1961.")
    parser.add_argument("--version", action="store_const", dest="run", const=_version, help="the version")
    parser.set_defaults(run=_window, path=None, at=None, role=None, choices=None, language=None)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Arguments)

    def add(name: str, run: Command, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, parents=[shared], help=about, description=about)
        one.set_defaults(run=run)
        return one

    play = add("play", _play, "play, in the window or in the terminal")
    play.add_argument("--terminal", action="store_true", help="without a window")
    play.add_argument("--at", metavar="SCENE", help="begin at a scene, with a past that can really have been")
    play.add_argument(
        "--another", metavar="N", nargs="?", type=int, const=1, default=0, help="with another past than the first"
    )
    tell = add("tell", _tell, "the page that a list of choices leads to")
    tell.add_argument("--all", action="store_true", help="hidden meters and facts too")
    check = add("check", _check, "is the story fit to be played")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    walk = add("walk", _walk, "run the plays kept beside the story")
    stats = add("stats", _stats, "figures of a story")
    translate = add("translate", _translate, "begin a translation, or bring it up to date")
    translate.add_argument("language", metavar="LANGUAGE", help="such as ru")
    drawn = add("map", _map, "the story as a drawing; without a file, as Mermaid text")
    for medium, use in (("svg", "for a browser"), ("png", "for a document"), ("mermaid", "as text that editors draw")):
        drawn.add_argument(f"--{medium}", metavar="FILE", help=f"write it to a file, {use}")
    pasts = add("pasts", _pasts, "the ways in which a scene reads, each with choices that lead there")
    pasts.add_argument("scene", metavar="SCENE")
    for one in (play, tell, pasts):
        one.add_argument("--role", help="whom to play")
    for one in (play, tell):
        one.add_argument("--choices", metavar="LIST", help="numbers or ids, joined by commas")
        one.add_argument("--language", help="a translation of the story, such as ru")
    for one in (check, walk, stats, translate, drawn):
        one.add_argument("path", nargs="?", metavar="PATH", help="a story's folder, or one of its files")
    for one in (tell, check, walk, stats, pasts):
        one.add_argument("--json", action="store_true", help="as one JSON object")
    explain = add("explain", _explain, "the long page on a problem")
    explain.add_argument("code", metavar="CODE", nargs="?")
    add("schema", _schema, "the JSON Schema of story files, for editors")
    screens = add("screens", _screens, "draw every kind of page")
    screens.add_argument("folder", metavar="DIR")
    screens.add_argument("--size", default="1280x720", metavar="WxH")
    screens.add_argument("--text", type=int, default=100, metavar="PERCENT")
    screens.add_argument("--theme", default="drawn", choices=["drawn"])
    add("where", _where, "folders of games, settings and log")
    return parser


# -- commands ----------------------------------------------------------------------------------------------------------


def _version(_: argparse.Namespace) -> None:
    print(f"Collective Leadership {__version__}")


def _where(asked: argparse.Namespace) -> None:
    from game.store import Store, home

    store = Store(home(asked.home))
    print(f"games     {store.games}\nsettings  {store.settings}\nlog       {store.log}")


def _window(asked: argparse.Namespace) -> int:
    from game.faces.window.loop import NoDisplay, clip, run

    shell, folder = _shell(asked, clip), _folder(asked.story)
    try:
        return run(shell.page(), shell.send, shell.fault, (folder / "pictures",), (folder / "sounds",))
    except NoDisplay:
        advice = f"In a terminal, type  {command()} play --terminal"
        raise CannotLook(f"There is no screen to open a window on. {advice}") from None


def _play(asked: argparse.Namespace) -> int:
    if asked.at:
        _, found = _found(asked, asked.at)
        number = asked.another % len(found)
        asked.role, asked.choices = found[number].role, ",".join(found[number].choices)
        print(f"The past, {number + 1} of {len(found)}: {asked.choices or 'none, the story begins here'}")
    if not asked.terminal:
        return _window(asked)
    from game.faces import terminal

    shell = _shell(asked)
    return terminal.play(shell.page(), shell.send, sys.stdin, sys.stdout)


def _tell(asked: argparse.Namespace) -> None:
    from game.app import tell
    from game.faces import terminal

    story, _ = _fit(asked.story, tongue=_tongue(asked))
    game = _played(story, asked)
    pages, told = "".join(terminal.told(page) for page in tell.pages(story, game)), tell.told(story, game, asked.all)
    rest = [f"{kind.capitalize()}: {', '.join(f'{name} {value}' for name, value in held.items())}"
            for kind in ("hidden", "facts") if isinstance(held := told.get(kind), dict) and held]  # fmt: skip
    _answer(asked, told, "\n".join([pages.removesuffix("\n"), *rest]))


def _check(asked: argparse.Namespace) -> int:
    from game.author import check
    from game.core.problem import shown

    reading = _read(asked.path)
    if reading.story is not None and (tongues := _tongues(asked.path)):
        from game.lang.translation import spoken

        wrong = (one for tongue in tongues for one in spoken(reading.story, _folder(asked.path), tongue)[1])
        reading = replace(reading, problems=(*reading.problems, *wrong))
    reading, found = check.checked(reading)
    told = "".join(f"{shown(problem, command(), _story(asked.path))}\n\n" for problem in reading.problems)
    _answer(asked, check.as_json(reading, found), f"{told}{check.summary(reading, found)}")
    strict = asked.strict and any(one.severity == "warning" for one in reading.problems)
    return DONE if reading.fit and not strict else NO


def _walk(asked: argparse.Namespace) -> int:
    from game.author import walk

    results = walk.walk(*_fit(asked.path, plays=True))
    _answer(asked, walk.as_json(results), walk.summary(results))
    return DONE if all(result.passed for result in results) else NO


def _translate(asked: argparse.Namespace) -> int:
    from game.core.problem import Problem, shown
    from game.lang.translation import updated

    if not re.fullmatch(r"[a-z]{2,3}([_-]\w{2,4})?", asked.language):
        raise CannotLook(f'"{asked.language}" names no language. Its name is two or three small letters, such as ru.')
    try:
        found = updated(_fit(asked.path)[0], _folder(asked.path), asked.language)
    except OSError as fault:
        raise CannotLook(f"The translation cannot be written: {fault.strerror}.") from None
    print(shown(found, command()) if isinstance(found, Problem) else found)
    return NO if isinstance(found, Problem) else DONE


def _pasts(asked: argparse.Namespace) -> None:
    from game.author import pasts

    scene, found = _found(asked, asked.scene)
    _answer(asked, pasts.as_json(scene, found), pasts.summary(scene, found))


def _stats(asked: argparse.Namespace) -> None:
    from game.author import stats

    found = stats.as_json(*_fit(asked.path, plays=True))
    _answer(asked, found, stats.summary(found))


def _map(asked: argparse.Namespace) -> None:
    from game.author.map import mermaid, svg
    from game.author.proved import marks, proofs
    from game.core.chart import chart

    story, plays = _fit(asked.path)
    wrong = marks(story, proofs(story, plays))
    if not (asked.svg or asked.png or asked.mermaid):
        print(mermaid(story, wrong), end="")
    if asked.svg:
        _write(asked.svg, svg(chart(story, wrong), story.title).encode())
    if asked.mermaid:
        _write(asked.mermaid, mermaid(story, wrong).encode())
    if asked.png:
        from game.faces.window.chart import png

        _write(asked.png, png(chart(story, wrong)))


def _schema(_: argparse.Namespace) -> None:
    from game.lang.schema import schema

    _print_json(schema())


def _explain(asked: argparse.Namespace) -> None:
    from game.lang import catalogue

    found = catalogue.page(asked.code) if asked.code else catalogue.contents()
    if found is None:
        raise CannotLook(catalogue.unknown(asked.code))
    print(found.replace("python main.py", command()))


def _screens(asked: argparse.Namespace) -> None:
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from game.faces.window.screens import draw_all

    try:
        width, height = (int(side) for side in asked.size.lower().split("x"))
    except ValueError:
        raise CannotLook("The size is two numbers with an x between them, as 1280x720.") from None
    if not (320 <= width <= 7680 and 240 <= height <= 4320 and 50 <= asked.text <= 300):
        raise CannotLook("Sizes run from 320x240 to 7680x4320, text sizes from 50 to 300 percent.")
    from game.app.samples import samples

    folder = Path(asked.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotLook(f"The folder {folder} cannot be made: {fault.strerror}.") from None
    pages = samples(_fit(asked.story)[0], __version__, asked.text)
    draw_all(pages, folder, (width, height), (_folder(asked.story) / "pictures",))


# -- small things ------------------------------------------------------------------------------------------------------


def _shipped() -> Path:
    """The story that ships: inside the installed package, or beside it in a checkout."""
    inside = HERE / "story"
    return (inside if inside.is_dir() else HERE.parent / "story") / "collective-leadership"


def _folder(path: str | None) -> Path:
    """The story's folder for a folder or a file in it; a file of the shipped story also by the path that problems bear."""
    asked = _shipped() if path is None else Path(path).expanduser()
    if not asked.exists() and (_shipped() / asked).is_file():
        asked = _shipped() / asked
    if not asked.exists():
        raise CannotLook(f"There is nothing at {path}.")
    start = asked.resolve() if asked.is_dir() else asked.resolve().parent
    return next((folder for folder in (start, *start.parents) if (folder / "story.yaml").is_file()), start)


def _story(path: str | None) -> str:
    """What a command needs to be about the same story."""
    if path is None:
        return ""
    return f' --story "{path}"' if " " in path else f" --story {path}"


def _read(path: str | None, tongue: str = "") -> "Reading":
    from game.lang.read import read

    return read(_folder(path), tongue)


def _tongues(path: str | None) -> list[str]:
    """The languages into which a story is translated."""
    return sorted(file.stem for file in (_folder(path) / "translations").glob("*.po"))


def _tongue(asked: argparse.Namespace) -> str:
    """The language to play in, if another than the story's own is asked for."""
    if asked.language and asked.language not in (known := _tongues(asked.story)):
        story = _read(asked.story).story
        if story is None or story.language == asked.language:
            return ""
        has = ", ".join(known) or "none"
        raise CannotLook(f'There is no translation "{asked.language}". The story has: {has}.', code=NO)
    return asked.language or ""


def _fit(path: str | None, plays: bool = False, tongue: str = "") -> "tuple[Story, tuple[Play, ...]]":
    """A story that can be played, and the plays kept beside it, which must be fit as well where they are asked for."""
    reading = _read(path, tongue)
    if reading.story is None or (plays and not reading.fit):
        at = next(one.place for one in reading.problems if one.severity == "error")
        raise CannotLook(f"{'A play cannot be run' if reading.story else 'The story cannot be played'} yet. Type  {command()} check{_story(path)}  to see why.",
                         f"{at.file}:{at.line}:{at.column}", NO)  # fmt: skip
    for sentence in reading.unspoken:
        print(sentence, file=sys.stderr)
    return reading.story, reading.plays


def _found(asked: argparse.Namespace, wanted: str) -> "tuple[str, tuple[Past, ...]]":
    """A scene's whole name, and its pasts, of which there is one at least."""
    from game.author import pasts

    story, plays = _fit(asked.story)
    scenes, near = pasts.named(story, wanted)
    if not scenes:
        raise CannotLook(f'There is no scene "{wanted}".{f" The nearest is {near}." if near else ""}', code=NO)
    if scenes[1:]:
        raise CannotLook(
            f'More than one scene is called "{wanted}". Give its whole name: {" or ".join(scenes)}.', code=NO
        )
    scene = scenes[0]
    if not (found := pasts.pasts(story, scene, plays, asked.role and _role(story, asked.role))):
        proved = f"Type  {command()} check{_story(asked.story)}  for what is proved."
        raise CannotLook(f"No play was found that comes to {scene}. {proved}", code=NO)
    return scene, found


def _shell(asked: argparse.Namespace, clip: Callable[[str], None] = lambda text: None) -> "Shell":
    from game.shell import Shell
    from game.store import Store, home

    shell = Shell(_folder(asked.story), Store(home(asked.home)), __version__, clip, _tongue(asked))
    if (asked.role or asked.choices) and shell.model.story:
        shell.start(_played(shell.model.story, asked), on=bool(asked.at))
    return shell


def _role(story: "Story", role: str) -> str:
    if role not in story.roles:
        raise CannotLook(f'There is no role "{role}". The story has: {", ".join(story.roles)}.', code=NO)
    return role


def _played(story: "Story", asked: argparse.Namespace) -> "Game":
    """The game that --role and --choices lead to."""
    from game.app.tell import NoSuchChoice, played

    choices = tuple(one.strip() for one in (asked.choices or "").split(",") if one.strip())
    try:
        return played(story, _role(story, asked.role or next(iter(story.roles))), choices)
    except NoSuchChoice as fault:
        raise CannotLook(f"{str(fault)[:1].upper()}{str(fault)[1:]}.", fault.at, NO) from None


def _utf8_out() -> None:
    """Russian words must not break on an old code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a byte that is no letter is an answer like any other


def _answer(asked: argparse.Namespace, found: object, told: str) -> None:
    """The same as JSON or in words, whichever is asked for."""
    if asked.json:
        _print_json(found)
    else:
        print(told)


def _write(file: str, held: bytes) -> None:
    try:
        Path(file).expanduser().write_bytes(held)
    except OSError as fault:
        raise CannotLook(f"The file {file} cannot be written: {fault.strerror}.") from None


def _print_json(found: object) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=1))


def _refuse(message: str, at: object, code: int, as_json: bool) -> int:
    if as_json:
        _print_json({"schema": 1, "error": {"message": message, "at": at}})
    print(message, file=sys.stderr)
    return code


def _unforeseen(fault: Exception, words: Sequence[str]) -> str:
    """Log what nobody foresaw, and say it in a sentence."""
    from game.store import Store, home, told

    store = Store(home(dict(pairwise(words)).get("--home")))
    store.report(told(fault, __version__))
    return f"Something went wrong that is our mistake, and none of yours. Nothing kept was touched. The report: {store.log}"
