"""Mends of findings: plain values become one proposal, shown first, and one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.mend import (
    CombineTags,
    DeleteTag,
    DropRepeats,
    KeepInSlot,
    MakeGlobal,
    Mend,
    MergeTags,
    MoveTag,
    PutInOrder,
    RenameTag,
    ReplaceWords,
    SeveralMends,
)
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.bulk.mends import mend_words, mending
from tui_captioner.services.bulk.proposal import Proposal
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

Open = Callable[..., Session]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    sessions: list[Session] = []

    def make(*texts: str) -> Session:
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.png").write_bytes(PNG)
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        sessions.append(open_session(tmp_path))
        return sessions[-1]

    yield make
    for session in sessions:
        session.close()


def found(mend: Mend | None, name: str = "", images: tuple[str, ...] = (), filter: str = "") -> Finding:
    return Finding("some-rule", WARNING, "so it is", "do so", name, images=images, filter=filter, mend_by=mend)


def proposed(session: Session, *findings: Finding, names: Sequence[str] | None = None) -> Proposal:
    job = mending(session, findings, names=names)
    while True:
        try:
            next(job)
        except StopIteration as done:
            proposal = done.value
            assert isinstance(proposal, Proposal)
            finish(proposal.look_through())
            return proposal


def mended(session: Session, mend: Mend) -> str:
    """The caption of the first image once a mend was carried out."""
    proposal = proposed(session, found(mend))
    finish(proposal.carry_out())
    return (session.project.root / "0.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "mend", "after"),
    [
        ("photograph, lamp, standing", DeleteTag("lamp"), "photograph, standing"),
        ("photograph, lamp, standing, lamp, lamp", DropRepeats("lamp"), "photograph, lamp, standing"),
        ("photograph, tshirt", RenameTag("tshirt", "t-shirt"), "photograph, t-shirt"),
        ("photograph, tshirt, t-shirt", RenameTag("tshirt", "t-shirt"), "photograph, t-shirt"),
        ("red hats, photograph, redhat", MergeTags(("red hats", "redhat"), "red hat"), "red hat, photograph"),
        (
            "photograph, simple background, white background, lamp in background, calm",
            CombineTags(
                ("simple background", "white background", "lamp in background"), "simple white background with a lamp"
            ),
            "photograph, simple white background with a lamp, calm",
        ),
        ("photograph, Annika walking", ReplaceWords("Annika", "annika"), "photograph, annika walking"),
        ("photograph, Annikas, Annika", ReplaceWords("Annika", "annika"), "photograph, Annikas, annika"),
        ("photograph, hat <lora:a:1>, <lora:a:1>", ReplaceWords("<lora:a:1>", ""), "photograph, hat"),
        ("photograph, big hat, hat", ReplaceWords("big", ""), "photograph, hat"),
        ("she smiles, she waves", ReplaceWords("she", "annika", first=True), "annika smiles, she waves"),
        ("standing, photograph", PutInOrder(), "photograph, standing"),
    ],
)
def test_each_kind_of_mend(opened: Open, before: str, mend: Mend, after: str) -> None:
    assert mended(opened(before), mend) == after


def test_a_combination_is_made_only_where_all_of_it_stands(opened: Open) -> None:
    mend = CombineTags(("simple background", "white background"), "simple white background")
    proposal = proposed(opened("photograph, simple background", "simple background, white background"), found(mend))
    assert proposal.names == ["1.png"]


def test_tags_of_a_slot_get_an_order_and_what_is_not_named_stays_behind_its_neighbour(opened: Open) -> None:
    session = opened("photograph")
    more = tuple(Tag(text) for text in ("close up", "soft", "from above"))
    session.edit("0.png", "edit", session.record("0.png").caption.added("type", more))
    order = PutInOrder("type", ("from above", "photograph", "close up"))
    assert mended(session, order) == "from above, photograph, close up, soft"


def test_no_tag_crosses_a_mark_for_an_order(opened: Open) -> None:
    session = opened("photograph, BREAK, close up")
    slot = next(key for key, tag in session.record("0.png").caption.all_tags(session.structure) if tag.text[0] == "p")
    proposal = proposed(session, found(PutInOrder(slot, ("close up", "photograph"))))
    assert not proposal.is_needed


def test_a_tag_moves_and_a_guess_becomes_sure_with_no_letter_changed(opened: Open) -> None:
    session = opened("photograph, qwertz")
    (slot,) = (key for key, tag in session.record("0.png").caption.all_tags(session.structure) if tag.unsure)
    assert mended(session, KeepInSlot("qwertz", slot)) == "photograph, qwertz"
    assert not any(tag.unsure for _, tag in session.record("0.png").caption.all_tags(session.structure))
    assert mended(session, MoveTag("qwertz", "type")) == "photograph, qwertz"
    assert [tag.text for tag in session.record("0.png").caption.tags("type")] == ["photograph", "qwertz"]


def test_each_image_gets_what_mends_its_own_findings_in_one_step(opened: Open) -> None:
    session = opened("photograph, lamp", "photograph, tshirt", "photograph, lamp, tshirt")
    proposal = proposed(session, found(DeleteTag("lamp"), "0.png"), found(RenameTag("tshirt", "t-shirt"), "1.png"))
    assert proposal.names == ["0.png", "1.png"]
    finish(proposal.carry_out())
    root = session.project.root
    assert [(root / f"{at}.txt").read_text() for at in range(3)] == [
        "photograph",
        "photograph, t-shirt",
        "photograph, lamp, tshirt",
    ]
    finish(session.undo())
    assert [(root / f"{at}.txt").read_text() for at in range(2)] == ["photograph, lamp", "photograph, tshirt"]


def test_a_finding_on_several_images_is_mended_in_these_alone(opened: Open) -> None:
    session = opened("photograph, lamp", "photograph, lamp", "standing, lamp")
    assert proposed(session, found(DeleteTag("lamp"), images=("0.png", "2.png"))).names == ["0.png", "2.png"]
    assert proposed(session, found(DeleteTag("lamp"), filter="tag:photograph")).names == ["0.png", "1.png"]
    assert proposed(session, found(DeleteTag("lamp")), names=["1.png"]).names == ["1.png"]


def test_a_tag_becomes_global_behind_those_that_there_are(opened: Open) -> None:
    session = opened("photograph, lamp", "photograph, standing")
    for text in ("annika", "photograph"):
        finish(proposed(session, found(MakeGlobal((text,)))).carry_out())
    assert [tag.text for tag in session.globals] == ["annika", "photograph"]
    assert (session.project.root / "1.txt").read_text() == "annika, photograph, standing"


def test_what_is_so_on_some_images_makes_no_global_of_all(opened: Open) -> None:
    session = opened("photograph, lamp", "photograph, standing")
    with pytest.raises(CaptionerError, match="every caption"):
        proposed(session, found(MakeGlobal(("photograph",))), names=["0.png"])


def test_several_mends_are_one(opened: Open) -> None:
    mend = SeveralMends((DeleteTag("lamp"), RenameTag("tshirt", "t-shirt")), "tidy up")
    session = opened("lamp, tshirt, photograph")
    assert mended(session, mend) == "t-shirt, photograph"
    assert session.undo_title() == "tidy up"


def test_what_no_key_mends_is_said(opened: Open) -> None:
    session = opened("photograph")
    with pytest.raises(CaptionerError, match="No key mends this"):
        proposed(session, found(None))


def test_one_that_cannot_be_mended_leaves_the_others(opened: Open) -> None:
    session = opened("photograph, lamp")
    proposal = proposed(session, found(RenameTag("photograph", "a, b"), "0.png"), found(DeleteTag("lamp"), "0.png"))
    assert proposal.names == ["0.png"]
    assert "more than one tag" in proposal.difference.advice


@pytest.mark.parametrize(
    ("mend", "words"),
    [
        (DeleteTag("lamp"), "delete 'lamp'"),
        (MoveTag("lamp", "background"), "move 'lamp' to Background"),
        (ReplaceWords("nan", ""), "take out 'nan'"),
        (MakeGlobal(("hat",)), "make 'hat' global"),
    ],
)
def test_it_says_what_it_does(opened: Open, mend: Mend, words: str) -> None:
    assert mend_words(opened("photograph"), mend) == words
