"""What a tagger sees as the composer is offered it: by the dataset's words, never what was refused, and weighed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tui_material import open_session, put
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.taggers.reported import Reported
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.drafting.looking_ahead import Opened, Remembered, Seen
from tui_captioner.services.drafting.machine_tags import refuse
from tui_captioner.services.drafting.picture_evidence import PictureEvidence
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

SCORES = {"smile": 0.8, "crossed arms": 0.7, "alice": 0.9}
TERMS = {
    "smile": Term("smile", "action"),
    "crossed arms": Term("arms crossed", "action", aliases=("crossed arms",)),
    "alice": Term("alice", "subject"),
}


class Desk:
    """A session with a tagger that was told what it saw."""

    def __init__(self, root: Path) -> None:
        self.session: Session = open_session(root)
        self.completer = Completer(self.session)
        # There is no tagger in that folder: nothing comes but what the test gives.
        self.evidence = PictureEvidence(self.session, self.completer, root.parent / "none", lambda _: None)
        self.take_in(Opened(frozenset(map(match_key, [*SCORES, "waving"]))))

    def take_in(self, told: Opened | Seen | Remembered) -> None:
        for _ in self.evidence.receive(told):
            pass

    def see(self, name: str, scores: dict[str, float] = SCORES) -> None:
        self.take_in(self.seen(name, scores))

    def seen(self, name: str, scores: dict[str, float] = SCORES) -> Seen:
        tags = [Reported(text, "general", score) for text, score in scores.items()]
        return Seen(name, tags, {text: TERMS[text] for text in scores})

    def offered(self, name: str, slot: str, text: str = "") -> list[str]:
        return [row.term.text for row in self.completer.suggest(name, slot, text) if row.seen]


@pytest.fixture
def desk(dataset: Path) -> Iterator[Desk]:
    made = Desk(dataset)
    yield made
    made.session.close()


def test_it_is_offered_under_the_names_of_the_vocabulary_and_in_its_slots(desk: Desk) -> None:
    assert desk.offered("a.png", "action") == []
    desk.see("a.png")
    assert desk.offered("a.png", "action")[:2] == ["smile", "arms crossed"]
    assert desk.offered("a.png", "subject")[0] == "alice"
    assert desk.offered("b.png", "action") == []


def test_the_spelling_of_the_captions_goes_first(desk: Desk) -> None:
    put(desk.session, "b.png", action=["Arms-Crossed"])
    desk.completer.finished("b.png")
    desk.see("a.png")
    assert "Arms-Crossed" in desk.offered("a.png", "action")
    assert "arms crossed" not in desk.offered("a.png", "action")


def test_nothing_is_written_until_a_key_is_pressed(desk: Desk) -> None:
    desk.see("a.png")
    desk.offered("a.png", "action")
    assert desk.session.undo_title() == ""
    assert desk.session.peek("a.png").drafted == ()
    assert not desk.session.image("a.png").sidecar.exists()


def test_what_was_refused_for_an_image_does_not_come_there_by_any_name(desk: Desk) -> None:
    desk.see("a.png")
    desk.see("b.png")
    assert "arms crossed" in desk.offered("a.png", "action")
    proposed = DraftedTag("action", "arms crossed", "wd14")
    desk.session.edit_record("a.png", "drafts", replace(desk.session.record("a.png"), drafted=(proposed,)))
    refuse(desk.session, "a.png", desk.session.record("a.png"), [proposed])
    assert "arms crossed" not in desk.offered("a.png", "action")
    assert "arms crossed" in desk.offered("b.png", "action")


def test_globals_never_come_from_it(desk: Desk) -> None:
    finish(desk.session.set_globals(["Alice"], "globals"))
    desk.see("a.png")
    assert "alice" not in desk.offered("a.png", "subject")


def test_what_was_left_out_of_finished_captions_is_believed_less(desk: Desk) -> None:
    for name in ("b.png", "c.png"):
        desk.see(name)
        put(desk.session, name, action=["smile"])
        desk.session.set_state(name, "done")
    desk.see("a.png")
    evidence = desk.evidence.of("a.png")
    assert evidence is not None
    assert evidence.of("smile") > evidence.of("alice") + 1


def test_a_caption_that_is_open_again_teaches_nothing(desk: Desk) -> None:
    desk.see("a.png", {"smile": 0.5})
    before = desk.evidence.of("a.png")
    desk.see("b.png", {"smile": 0.5})
    put(desk.session, "b.png", action=["smile"])
    desk.session.set_state("b.png", "done")
    desk.evidence.of("b.png")
    done = desk.evidence.of("a.png")
    desk.session.set_state("b.png", "draft")
    desk.evidence.of("b.png")
    again = desk.evidence.of("a.png")
    assert before is not None
    assert done is not None
    assert again is not None
    assert before.of("smile") == again.of("smile") < done.of("smile")


def test_images_finished_before_teach_it_at_the_start(desk: Desk) -> None:
    put(desk.session, "b.png", action=["waving"])
    desk.session.set_state("b.png", "done")
    desk.see("a.png")
    before = desk.evidence.of("a.png")
    desk.take_in(Remembered([desk.seen("b.png")]))
    desk.evidence.of("b.png")
    after = desk.evidence.of("a.png")
    assert before is not None
    assert after is not None
    assert after.of("smile") < before.of("smile")
    assert after.of("waving") > before.of("waving")


def test_evidence_holds_still_while_an_image_is_at_hand(desk: Desk) -> None:
    desk.see("a.png")
    first = desk.evidence.of("a.png")
    desk.see("b.png")
    put(desk.session, "b.png", action=["smile"])
    assert desk.evidence.of("a.png") is first
