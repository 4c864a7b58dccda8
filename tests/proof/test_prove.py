"""What is proved is so: against going everywhere in thousands of small stories, and on the shipped one by playing it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.app.tell import played
from game.core import play
from game.core.road import Endless, begin, choose
from game.core.story import Story
from game.lang.read import Reading, read
from game.proof import plays as playing
from game.proof import prove as proving
from game.proof.claims import Claim
from game.proof.prove import Proof, ids, meets, prove, shortened
from game.proof.states import Way
from tests.conftest import DECLARED, ROOT, SHIPPED
from tests.proof.stories import Truth, made, truth


def expected(found: Truth, claim: Claim, proof: Proof) -> int | None:
    """After how many choices at least a claim is seen to be so; None if it never is."""
    (scene, at, number), ends = claim.goal.spot, claim.goal.ends
    match claim.kind:
        case "scene" | "ending" | "below":
            return found.seen.get(("at", scene, at, -1))
        case "choice":
            return found.seen.get(("choice", scene, at, number))
        case "holds" | "fails":
            return found.seen.get((claim.kind, claim.place))
        case "narrows" | "widens":
            of_it = [one for one in proof.claims if one.place == claim.place and one.kind in ("narrows", "widens")]
            return found.seen.get(("half", claim.place, of_it.index(claim)))
        case "silent":
            least = found.seen.get(("silent", claim.goal.spot, claim.about, claim.via))
            alike = (
                one
                for one in proof.claims
                if (one.goal.spot, one.about, one.via) == (claim.goal.spot, claim.about, claim.via)
            )
            picks = {
                one.goal: len(way.picks) for one in alike if one.kind == "silent" and (way := proof.shown.get(one.goal))
            }
            if claim.goal not in picks:  # of several roads to it one is enough, and the nearest is told
                return None if picks else least
            return picks[claim.goal] if min(picks.values()) == least else least
        case "shut":
            return found.seen.get(("shut", scene, at))
        case "viable":
            good = found.leading({state for state in found.ended if state[0] in ends})
            led = (
                to for state, ways in found.after.items() for one, to in ways if (*state[:2], one) == claim.goal.spot
            )
            return 0 if any(to in good for to in led) else None
        case "circle":
            free = found.leading(found.ended | {state for state in found.after if state[0] not in ends})
            return 0 if any(state[0] in ends and state not in free for state in found.after) else None


def replayed(story: Story, role: str, proof: Proof, claim: Claim) -> None:
    """The choices that show a claim stand open one after the other, and the last of them shows it."""
    way = proof.shown[claim.goal]
    try:
        turn = play.begin(story, role, bool(way.gently))
        for choice in ids(story, way):
            turn = play.step(story, turn, choice)
    except Endless:
        assert claim.kind not in ("viable", "shut")
    if claim.kind not in ("viable", "circle"):
        assert meets(story, role, claim.goal, way)
    elif claim.kind == "viable":
        assert turn.ended
        assert turn.state.scene in claim.goal.ends


@pytest.mark.parametrize("most", [proving.LISTED, 0], ids=["states listed", "none listed"])
@pytest.mark.parametrize("block", range(4))
def test_every_claim_agrees_with_going_everywhere(
    most: int, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shown is what can be met, refuted what cannot; each witness replays; where states are listed it is shortest.

    Without listing, all but one claim in fifty is decided by few plays and few values.
    """
    monkeypatch.setattr(proving, "LISTED", most)
    monkeypatch.setattr(playing, "PLAYS", 4000 if most else 3)
    kinds, left, claims = set(), 0, 0
    told = [
        (story, role)
        for seed in range(block * 30, block * 30 + 30)
        if (story := made(tmp_path, seed))
        for role in story.roles
    ]
    assert len(told) > 30
    for story, role in told:
        found, proof = truth(story, role), prove(story, role)
        for claim in proof.claims:
            if found is None:
                continue
            least, claims = expected(found, claim, proof), claims + 1
            if claim.goal in proof.shown:
                assert least is not None, claim
                replayed(story, role, proof, claim)
                assert not most or claim.goal.ends or len(proof.shown[claim.goal].picks) == least, claim
                kinds.add((claim.kind, True))
            elif claim.goal in proof.refuted:
                assert least is None, claim
                kinds.add((claim.kind, False))
            else:
                left += 1
    assert left == 0 if most else left * 50 <= claims
    assert {
        (kind, met)
        for kind in ("scene", "choice", "holds", "fails", "narrows", "widens", "silent", "viable")
        for met in (True, False)
    } <= kinds


HALL = """\
chapter: A room
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He waits.
      - place:
          if seen yard: The hall, later
      - take: any
      - choice: Go out.
        called: went
        reply: The door is open.
        to: yard
      - choice: Leave.
        to: out
      - to: out
  yard:
    script:
      - to:
          if army at most 8: first
      - It rains.
      - to: yard
  out:
    ending: Out
    history: yes
    script:
      - The door shuts.
"""


@pytest.mark.parametrize("most", [proving.LISTED, 0], ids=["states listed", "none listed"])
def test_a_heading_before_a_take_is_weighed_again_where_a_scene_waits(
    most: int, story: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What never holds on the way in may hold on coming back to the middle of a take."""
    monkeypatch.setattr(proving, "LISTED", most)
    proof = prove(story(HALL), "zhukov")
    held = next(one for one in proof.claims if one.kind == "holds" and one.goal.spot[:2] == ("room/first", 1))
    assert ids(story(HALL), proof.shown[held.goal]) == ("went",)


YARD = """\
  yard:
    script:
      - It rains.
      - choice: Let him be.
      - choice: Seize him.
        then: {beria: arrested}
      - He turns.
      - choice: Go back.
        to: first
"""


def test_what_a_scene_sets_at_its_beginning_still_matters_where_it_waits(story: Callable[..., Story]) -> None:
    """Two states that differ in it alone are not taken for one: on coming back it is asked before it is set again."""
    hall, _, rest = HALL.partition("  yard:\n")
    hall = hall.replace(
        "      - place:\n          if seen yard",
        "      - then: {beria: at-large}\n      - place:\n          if beria is arrested",
    )
    tale = story(hall + YARD + rest[rest.index("  out:") :])
    proof = prove(tale, "zhukov")
    held = next(one for one in proof.claims if one.kind == "holds" and one.goal.spot[:2] == ("room/first", 2))
    assert ids(tale, proof.shown[held.goal]) == ("went", "seize-him", "go-back")


@pytest.mark.parametrize("most", [proving.LISTED, 0], ids=["states listed", "none listed"])
def test_who_stands_in_a_scene_comes_up_again_where_it_waits(
    most: int, story: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that spoke on the way in may say nothing on coming back to the middle of a take."""
    monkeypatch.setattr(proving, "LISTED", most)
    tale = story(HALL.replace("  first:\n", "  first:\n    speaker: beria\n"),
                 DECLARED.replace("about: A minister.", "about: {if not seen room/yard: A minister.}"))  # fmt: skip
    proof = prove(tale, "zhukov")
    silent = [one for one in proof.claims if one.kind == "silent" and one.goal in proof.shown]
    assert [ids(tale, proof.shown[one.goal]) for one in silent] == [("went",)]


@pytest.mark.parametrize("most", [proving.LISTED, 0], ids=["states listed", "none listed"])
def test_going_round_without_a_decision_is_a_circle_with_no_way_out(
    most: int, story: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only values decide that it goes round for ever, it is told with the choices that lead there."""
    monkeypatch.setattr(proving, "LISTED", most)
    tale = story(HALL.replace("at most 8", "at least 9"))
    proof = prove(tale, "zhukov")
    caught = [one for one in proof.claims if one.kind == "circle" and one.goal in proof.shown]
    assert [one.about for one in caught] == ["room/first"]
    assert ids(tale, proof.shown[caught[0].goal]) == ("went",)


def test_a_road_that_goes_round_is_left_soon(story: Callable[..., Story]) -> None:
    """Plays come to it again and again; once all values are as they were, nothing new can be met."""
    tale, come = story(HALL.replace("at most 8", "at least 9")), list[tuple[str, int]]()
    first = begin(tale, "zhukov", 0, lambda *_: None)
    with pytest.raises(Endless, match="room/yard"):
        choose(tale, first, 0, lambda scene, at, *_: come.append((scene.name, at)))
    assert set(come) == {("room/first", 2), *(("room/yard", at) for at in range(3))}
    assert len(come) < 200


@pytest.fixture(scope="module")
def whole() -> tuple[Reading, Proof]:
    reading = read(SHIPPED)
    assert reading.story is not None
    return reading, prove(reading.story, "khrushchev", [one.choices for one in reading.plays])


def test_of_the_shipped_story_nothing_is_left_over(whole: tuple[Reading, Proof]) -> None:
    """Every claim is shown, but for what should not be: no decision shuts, no link is silent, no circle is closed.

    Of a decision that has a historical choice one other at least leads on; one may end the chapter at once.
    """
    _, proof = whole
    leads: dict[tuple[str, int], bool] = {}
    for claim in proof.claims:
        scene, at, _ = claim.goal.spot
        if claim.kind == "viable":
            leads[scene, at] = leads.get((scene, at), False) or claim.goal in proof.shown
            continue
        fault = claim.kind in ("shut", "silent", "circle")
        assert (claim.goal in proof.refuted) if fault else (claim.goal in proof.shown), claim
    assert len(leads) > 10
    assert all(leads.values())
    assert {"circle", "viable", "ending", "choice"} <= {claim.kind for claim in proof.claims}


def test_what_shows_a_claim_is_told_by_tell(whole: tuple[Reading, Proof]) -> None:
    """The page that the choices lead to comes up for every claim that needs no gentle player."""
    reading, proof = whole
    assert reading.story is not None
    ways = {ids(reading.story, way) for way in proof.shown.values() if not way.gently}
    assert len(ways) > 100
    for way in sorted(ways)[::7]:
        assert len(played(reading.story, "khrushchev", way).journal.line()) == len(way)


def test_nothing_can_be_cut_from_what_is_told(whole: tuple[Reading, Proof]) -> None:
    """Without any choices in a row it no longer leads there; what goes round in a circle is cut straight."""
    reading, proof = whole
    assert reading.story is not None
    for claim in [one for one in proof.claims if one.kind == "ending"]:
        way = shortened(reading.story, "khrushchev", claim.goal, proof.shown[claim.goal])
        assert meets(reading.story, "khrushchev", claim.goal, way)
        for at in range(len(way.picks)):
            less = Way(way.picks[:at] + way.picks[at + 1 :], way.gently)
            assert not meets(reading.story, "khrushchev", claim.goal, less)


def test_a_play_with_and_one_without_a_kept_one_prove_the_same(whole: tuple[Reading, Proof]) -> None:
    """Kept plays make it quicker and nothing else."""
    reading, proof = whole
    assert reading.story is not None
    alone = prove(reading.story, "khrushchev")
    assert alone.shown.keys() == proof.shown.keys()
    assert alone.refuted == proof.refuted


FACTS = "".join(f"  fact{number}: [none, one, two]\n" for number in range(9))
TURNS = "".join(
    f"""\
      - choice: Turn {number} to {value}.
        if: fact{(number + 1) % 9} is not two
        then: {{fact{number}: {value}}}
"""
    for number in range(9)
    for value in ("one", "two")
)
TRAP = f"""\
chapter: A room
role: zhukov
date: 26 June 1953
facts:
{FACTS}scenes:
  first:
    script:
      - He waits.
      - choice: Knock.
        called: knocked
        to: flat
      - choice: Ring.
        to: flat
  flat:
    script:
      - It is dark.
      - choice: Leave.
        if: chose knocked
        to: out
{TURNS}      - choice: Sit down.
      - to: flat
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


def test_a_trap_is_found_whatever_else_moves_in_it(
    story: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What leads out of a circle is looked at first: here one choice of twenty, asked about long before."""
    monkeypatch.setattr(proving, "LISTED", 0)
    tale = story(TRAP)
    proof = prove(tale, "zhukov")
    (trap,) = [one for one in proof.claims if one.kind == "circle"]
    assert ids(tale, proof.shown[trap.goal]) == ("ring",)
    open_ = story(TRAP.replace("if: chose knocked", "if: fact0 is none or fact0 is one or fact0 is two"))
    (circle,) = [one for one in prove(open_, "zhukov").claims if one.kind == "circle"]
    assert circle.goal in prove(open_, "zhukov").refuted


@pytest.mark.parametrize("seed", ["0", "6", "17"])
def test_a_teachers_trap_is_told_whatever_order_a_set_happens_to_have(seed: str, tmp_path: Path) -> None:
    """A branch with a way out of the doctor's flat for those alone who knocked, on the shipped story."""
    folder = tmp_path / "story"
    shutil.copytree(SHIPPED, folder)
    shutil.copy(Path(__file__).with_name("the-doctors.yaml"), folder / "branches")
    words = [sys.executable, "main.py", "check", "--story", str(folder)]
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "branches/the-doctors.yaml:55:3  no-way-out"
    assert "none left over" in done.stdout
