"""What is proved is so: against going everywhere in thousands of small stories, and on the shipped one by playing it."""

from pathlib import Path

import pytest

from game.app.tell import played
from game.core import play
from game.core.story import Story
from game.lang.read import Reading, read
from game.proof import prove as proving
from game.proof.claims import Claim
from game.proof.prove import Proof, ids, meets, prove, shortened
from game.proof.states import Way
from tests.conftest import SHIPPED
from tests.proof.stories import Truth, made, truth


def expected(found: Truth, claim: Claim) -> int | None:
    """After how many choices at least a claim is seen to be so; None if it never is."""
    (scene, at, number), ends = claim.goal.spot, claim.goal.ends
    match claim.kind:
        case "scene" | "ending" | "below":
            return found.seen.get(("at", scene, at))
        case "choice":
            return found.seen.get(("choice", scene, at, number))
        case "holds" | "fails":
            return found.seen.get((claim.kind, claim.place))
        case "silent":
            return found.seen.get(("silent", claim.about))
        case "shut":
            return found.seen.get(("shut", scene, at))
        case "viable":
            good = found.leading({state for state, turn in found.turns.items() if turn.ended and state.scene in ends})
            led = (
                to
                for state, ways in found.after.items()
                for one, to in ways
                if (state.scene, state.at, one) == claim.goal.spot
            )
            return 0 if any(to in good for to in led) else None
        case "circle":
            free = found.leading(
                {state for state, turn in found.turns.items() if turn.ended or state.scene not in ends}
            )
            return 0 if any(state.scene in ends and state not in free for state in found.turns) else None


def replayed(story: Story, proof: Proof, claim: Claim) -> None:
    """The choices that show a claim stand open one after the other, and the last of them shows it."""
    way = proof.shown[claim.goal]
    turn = play.begin(story, "zhukov", bool(way.gently))
    for choice in ids(story, way):
        turn = play.step(story, turn, choice)
    if claim.kind in ("scene", "ending", "choice", "below", "holds", "fails", "shut", "silent"):
        assert meets(story, "zhukov", claim.goal, way)
    elif claim.kind == "viable":
        assert turn.ended
        assert turn.state.scene in claim.goal.ends


@pytest.mark.parametrize("most", [proving.LISTED, 0], ids=["states listed", "none listed"])
@pytest.mark.parametrize("block", range(4))
def test_every_claim_agrees_with_going_everywhere(
    most: int, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shown is what can be met, refuted what cannot; each witness replays; where states are listed it is shortest.

    Without listing, all but one claim in a hundred is decided by few plays and few values.
    """
    monkeypatch.setattr(proving, "LISTED", most)
    monkeypatch.setattr(proving, "PLAYS", 4000 if most else 3)
    stories, kinds, left, claims = 0, set(), 0, 0
    for seed in range(block * 100, block * 100 + 100):
        story = made(tmp_path, seed)
        found = truth(story) if story else None
        if story is None or found is None:
            continue
        stories += 1
        proof = prove(story, "zhukov")
        for claim in proof.claims:
            least, claims = expected(found, claim), claims + 1
            if claim.goal in proof.shown:
                assert least is not None, (seed, claim)
                replayed(story, proof, claim)
                assert not most or claim.goal.ends or len(proof.shown[claim.goal].picks) == least, (seed, claim)
                kinds.add((claim.kind, True))
            elif claim.goal in proof.refuted:
                assert least is None, (seed, claim)
                kinds.add((claim.kind, False))
            else:
                left += 1
    assert stories > 40
    assert left == 0 if most else left * 100 <= claims
    assert {(kind, met) for kind in ("scene", "choice", "holds", "fails", "viable") for met in (True, False)} <= kinds


@pytest.fixture(scope="module")
def whole() -> tuple[Reading, Proof]:
    reading = read(SHIPPED)
    assert reading.story is not None
    return reading, prove(reading.story, "khrushchev", [one.choices for one in reading.plays])


def test_of_the_shipped_story_nothing_is_left_over(whole: tuple[Reading, Proof]) -> None:
    """Every claim is shown, but for what should not be: no decision shuts, no link is silent, no circle is closed."""
    _, proof = whole
    for claim in proof.claims:
        fault = claim.kind in ("shut", "silent", "circle")
        assert (claim.goal in proof.refuted) if fault else (claim.goal in proof.shown), claim
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
