"""All findings on an open dataset: on captions, on the set, on the folder; of some images, without accepted ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.list_desk import make_captions
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.services.checking.accepted import accept
from tui_captioner.services.checking.all_findings import findings_of
from tui_captioner.services.checking.live_findings import findings_on
from tui_captioner.services.checking.rule_settings import turn_rule
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

TEXTS = {
    "a": b"photograph, red hat, red dress, red hat",
    "b": b"photograph, red hats",
    "c": b"photograph, red hat, red dress",
    "d": b"photograph, red hat, standing",
}
Look = Callable[..., Sequence[Finding]]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    (tmp_path / "d.jpg").write_bytes(PNG)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def look(session: Session) -> Look:
    def found(names: Sequence[str] | None = None) -> Sequence[Finding]:
        finish(findings_of(session).look(names))
        return findings_of(session).told().findings

    return found


def images_by_rule(findings: Sequence[Finding]) -> dict[str, set[str]]:
    images: dict[str, set[str]] = {}
    for finding in findings:
        images.setdefault(finding.rule, set()).update(finding.images or (finding.file_name,))
    return images


def test_captions_the_set_and_the_folder_are_looked_at(look: Look) -> None:
    found = images_by_rule(look())
    assert found["written-twice"] == {"a.png"}
    assert found["near-duplicate"] == {"b.png"}
    assert found["shared-sidecar"] == {"d.png", "d.jpg"}


def test_of_some_images_no_other_is_told_of(look: Look) -> None:
    found = images_by_rule(look(["b.png", "c.png"]))
    assert set().union(*found.values()) <= {"b.png", "c.png"}
    assert "written-twice" not in found


def test_it_is_looked_again_only_after_a_change(session: Session, look: Look) -> None:
    look()
    assert findings_of(session).is_known()
    assert not findings_of(session).is_known(["a.png"])
    assert list(findings_of(session).look()) == []
    session.edit("c.png", "twice", session.record("c.png").caption.added("details", (Tag("red hat"),)))
    assert "c.png" in images_by_rule(look())["written-twice"]


def test_a_rule_that_is_off_finds_nothing(session: Session, look: Look) -> None:
    look()
    turn_rule(session, "written-twice", on=False)
    findings_of(session).forget()
    assert "written-twice" not in images_by_rule(look())


def test_what_was_accepted_is_counted_and_told_no_more(session: Session, look: Look) -> None:
    twice = [finding for finding in look() if finding.rule == "written-twice"]
    accept(session, twice)
    told = findings_of(session).told()
    assert told.accepted == 1
    assert "written-twice" not in images_by_rule(told.findings)


def test_of_one_caption_the_worst_comes_first_and_near_duplicates_are_among_them(session: Session, look: Look) -> None:
    look()
    record = session.record("b.png")
    assert [finding.rule for finding in findings_on(session, "b.png", record.caption, record.state)][:1] == [
        "near-duplicate"
    ]
    assert findings_on(session, "b.png", Caption(), "empty") == ()
