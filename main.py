"""Starts Collective Leadership. Any Python can read these lines, and an old one is told in a sentence what to type.

That is why types stand in comments here and words are put together with %.
"""

import sys

WANTED = (3, 11)
PACKAGES = ("pygame", "yaml", "platformdirs")


def start():
    # type: () -> int
    if sys.version_info < WANTED:
        return refuse(
            "Collective Leadership needs Python 3.11 or newer, and this is %d.%d: install a newer one, then"
            % sys.version_info[:2]
        )
    from importlib.util import find_spec

    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        return refuse("Collective Leadership's packages (%s) are not installed here:" % ", ".join(missing))
    from game.cli import main

    return main()


def refuse(why):
    # type: (str) -> int
    python = "py" if sys.platform == "win32" else "python3"
    sys.stderr.write("%s type  %s -m pip install uv  and after it  %s -m uv run main.py\n" % (why, python, python))
    return 2


if __name__ == "__main__":
    sys.exit(start())
