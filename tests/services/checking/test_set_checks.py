"""Checks of a whole set: asked of the catalogue, over all images or some, without a caption being read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tests.support.sessions import open_session
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import MergeTags
from tui_captioner.services.bulk.profile_change import ProfileChange
from tui_captioner.services.catalogue.catalogue import Catalogue, catalogue_of
from tui_captioner.services.checking.set_checks import set_findings
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

POSES = ("standing", "sitting", "running", "walking", "jumping", "waving", "reading", "sleeping", "dancing", "kneeling")
TEXTS = {f"{at:02}": f"annika, 1girl, red hat, skirt, pleated skirt, {pose}".encode() for at, pose in enumerate(POSES)}


def opened(root: Path, texts: dict[str, bytes], settings: str = 'trigger = "annika"\n') -> Session:
    make_captions(root, texts)
    (root / ".tui-captioner").mkdir()
    (root / ".tui-captioner" / "project.toml").write_text(settings)
    return open_session(root)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    found = opened(tmp_path, TEXTS | {"empty": b""})
    yield found
    found.close()


def by_rule(findings: list[Finding]) -> dict[str, list[Finding]]:
    rules: dict[str, list[Finding]] = {}
    for found in findings:
        rules.setdefault(found.rule, []).append(found)
    return rules


def test_the_set_is_checked_as_the_catalogue_has_it(session: Session) -> None:
    found = by_rule(result_of(set_findings(session)))
    [constant] = found["constant-tag"]
    assert constant.message == "'1girl', 'pleated skirt', 'red hat', 'skirt' stand on all 10 images"
    assert set(found) == {"constant-tag"}


def test_an_edit_is_seen_at_the_next_check(session: Session) -> None:
    result_of(set_findings(session))
    record = session.record("09.png")
    session.edit("09.png", "clear", type(record.caption)())
    assert result_of(set_findings(session)) == []  # nine captions say nothing


def test_some_images_are_checked_alone(session: Session) -> None:
    assert result_of(set_findings(session, session.names[:9])) == []
    assert len(result_of(set_findings(session, session.names))) == 1


def test_near_duplicates_are_about_the_images_that_have_another_spelling(tmp_path: Path) -> None:
    session = opened(tmp_path, {"a": b"red hats, b", "c": b"red hat, d", "e": b"red hat, f"})
    try:
        [found] = result_of(set_findings(session))
        assert (found.rule, found.tag, found.images) == ("near-duplicate", "red hat", ("a.png",))
        assert found.message == "'red hats' (1) ~ 'red hat' (2)"
        assert found.mend_by == MergeTags(("red hats",), "red hat")
        assert result_of(set_findings(session, ["c.png", "e.png"])) == []
    finally:
        session.close()


def test_rules_that_are_off_are_not_asked(tmp_path: Path) -> None:
    texts = TEXTS | {"x": b"red hats", "y": b"Annika"}
    session = opened(tmp_path, texts, '[checks]\noff = ["near-duplicate", "never-apart"]\non = ["used-once"]\n')
    try:
        found = by_rule(result_of(set_findings(session)))
        assert set(found) == {"used-once"}
        assert len(found["used-once"][0].images) == 12
    finally:
        session.close()


def test_a_job_that_is_left_ends_its_thread(session: Session) -> None:
    result_of(catalogue_of(session).answer(lambda _: True))
    job = set_findings(session)
    next(job)
    job.close()
    assert result_of(set_findings(session)) != []


def test_a_catalogue_that_is_lost_on_the_way_is_made_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "ask_aside", lambda *_: None)
    assert [found.rule for found in result_of(set_findings(session))] == ["constant-tag"]


def test_what_goes_wrong_in_the_thread_is_raised(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(Catalogue, "ask_aside", fail)
    with pytest.raises(RuntimeError):
        result_of(set_findings(session))


def test_no_caption_is_placed_again(session: Session, placed: list[str]) -> None:
    result_of(set_findings(session))
    placed.clear()
    result_of(set_findings(session))
    assert placed == []


def test_check_tells_the_same_of_many_images_once(session: Session) -> None:
    found = by_rule(list(check_dataset(session)))
    [twice] = found["contained-tag"]
    assert twice.message == "'skirt' is said by 'pleated skirt' too; on 10 images"
    assert (len(twice.images), twice.file_name) == (10, "")
    assert len(found["constant-tag"]) == 1


def test_check_over_a_filter_is_about_its_images_alone(session: Session) -> None:
    found = by_rule(list(check_dataset(session, names=["00.png", "01.png"])))
    assert [each.images for each in found["contained-tag"]] == [("00.png", "01.png")]
    assert "constant-tag" not in found


def test_outfits_that_are_left_out_and_vary_are_told_with_numbers(tmp_path: Path) -> None:
    dresses = ("red dress", "school uniform", "kimono")
    texts = {f"{at:02}": f"annika, from side, {pose}, {dresses[at % 3]}".encode() for at, pose in enumerate(POSES)}
    session = opened(tmp_path, texts, 'trigger = "annika"\nprofile = "character"\n')
    try:
        for _ in ProfileChange(session).carry_out():
            pass
        assert b"dress" not in (tmp_path / "00.txt").read_bytes()
        found = by_rule(result_of(set_findings(session)))
        [varies] = found["profile-outfits-vary"]
        assert varies.message == (
            "clothing varies and is left out: 'red dress' on 4, 'kimono' on 3, 'school uniform' on 3 of 10 images"
        )
        assert len(varies.images) == 10
    finally:
        session.close()
