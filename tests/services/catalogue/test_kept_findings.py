"""The catalogue keeps what was found on captions: told without reading one, made anew where the rules are others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.settings_reading import read_checks
from tui_captioner.services.catalogue.catalogue import Catalogue, catalogue_of
from tui_captioner.services.catalogue.checking_again import checked_again, found_on
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.checking.accepted import accept, take_back
from tui_captioner.services.checking.caption_findings import caption_findings, mendable_findings
from tui_captioner.services.checking.rule_settings import turn_rule
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.known_images import KnownImages
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import listed
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.told_findings import Seen, captions_seen, numbers_of

TEXTS = {
    "a": "photo, smiling, photo",
    "b": "She stands there, waiting. ((red hat)), smiling",
    "c": "red hat, standing, photo",
    "d": "1girl, standing, sitting BREAK photo, &amp;",
    "e": "",
    "f": "<think>hm</think> a cat, nan",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text(text)
    return tmp_path


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    session = open_session(folder)
    yield session
    session.close()


def keys(findings: list[Finding]) -> set[tuple[str, str, str, str]]:
    return {(found.file_name, found.rule, found.tag, found.message) for found in findings}


def on_captions(session: Session) -> list[Finding]:
    return [replace(found, file_name=name) for name, found in result_of(caption_findings(session))]


def rules_of(session: Session, name: str) -> dict[str, int]:
    found = result_of(catalogue_of(session).answer(lambda store: listed(store, [name])))
    return found[name].findings


def test_what_is_told_is_what_a_look_at_each_caption_finds(session: Session) -> None:
    session.set_state("c.png", "done")
    walked = {
        (name, found.rule, found.tag, found.message)
        for name in session.names
        for found in session.checks.left_to_tell(name, session.peek(name).caption, session.peek(name).state)
    }
    assert keys(on_captions(session)) == walked
    assert keys(result_of(mendable_findings(session))) == walked
    assert {rule for _, rule, _, _ in walked} >= {"written-twice", "prompt-weight", "slot-order", "thinking", "nan"}


def test_a_caption_from_the_catalogue_is_looked_at_like_the_caption_itself(session: Session) -> None:
    def question(store: CatalogueDatabase) -> list[Seen]:
        return list(captions_seen(store, [number for number, _ in numbers_of(store)]))

    seen = result_of(catalogue_of(session).answer(question))
    assert [one.name for one in seen] == list(session.names)
    for one in seen:
        own = session.checks.findings(session.peek(one.name).caption, finished=True)
        assert list(found_on(session.checks.seen, one)) == list(own)


def test_findings_come_back_without_a_caption_being_read(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys(on_captions(session))
    monkeypatch.setattr(KnownImages, "peek", lambda *_: pytest.fail("a caption was read"))
    assert keys(on_captions(session)) == before
    turn_rule(session, "written-twice", on=False)
    assert keys(on_captions(session)) == {each for each in before if each[1] != "written-twice"}
    turn_rule(session, "written-twice", on=True)
    assert keys(on_captions(session)) == before


def test_a_severity_is_that_of_today(session: Session) -> None:
    on_captions(session)
    session.checks.tune(read_checks({"thinking": {"severity": "info"}}))
    (found,) = (each for each in on_captions(session) if each.rule == "thinking")
    assert (found.severity, found.file_name) == ("info", "f.png")


def test_an_option_that_is_tuned_is_looked_for_anew(session: Session) -> None:
    session.set_state("c.png", "done")
    assert rules_of(session, "c.png") == {"slot-order": 1, "too-few-tags": 1}
    session.checks.tune(read_checks({"too-few-tags": {"least": 3}}))
    assert rules_of(session, "c.png") == {"slot-order": 1}


def test_advice_is_counted_once_the_image_is_finished_and_found_by_a_filter_before(session: Session) -> None:
    assert rules_of(session, "c.png") == {}
    assert "c.png" in result_of(filtered_names(session, "finding:too-few-tags"))
    session.set_state("c.png", "done")
    assert rules_of(session, "c.png") == {"slot-order": 1, "too-few-tags": 1}


def test_what_is_accepted_is_not_counted_and_not_found_by_a_filter(session: Session) -> None:
    (twice,) = (each for each in on_captions(session) if each.rule == "written-twice")
    assert rules_of(session, "a.png") == {"written-twice": 1}
    accept(session, [twice])
    assert rules_of(session, "a.png") == {}
    assert result_of(filtered_names(session, "finding:written-twice")) == []
    finish(session.undo())
    assert rules_of(session, "a.png") == {"written-twice": 1}
    finish(session.redo())
    take_back(session, [twice.key])
    assert result_of(filtered_names(session, "finding:written-twice")) == ["a.png"]


def test_a_finding_that_comes_with_an_edit_is_told(session: Session) -> None:
    on_captions(session)
    session.edit("e.png", "add", session.peek("e.png").caption.added("action", [Tag("nan")]))
    assert ("e.png", "nan") in {(each.file_name, each.rule) for each in on_captions(session)}


def test_a_catalogue_that_is_kept_knows_of_settings_and_of_what_was_accepted(folder: Path) -> None:
    def opened() -> Session:
        session = Session.open(folder)
        session.companions.get(Catalogue, lambda: Catalogue(session, small=0))
        return session

    session = opened()
    found = on_captions(session)
    assert catalogue_of(session).is_kept
    accept(session, [each for each in found if each.rule == "written-twice"])
    session.close()
    (folder / ".tui-captioner" / "project.toml").write_text("[checks]\noff = ['thinking']\n")
    session = opened()
    assert "thinking" not in {each.rule for each in on_captions(session)}
    assert rules_of(session, "a.png") == {}
    session.close()
    (folder / ".tui-captioner" / "project.toml").write_text("")
    session = opened()
    assert keys(on_captions(session)) == keys(found)
    session.close()


def test_checking_again_passes_over_what_is_known(session: Session) -> None:
    on_captions(session)

    def question(store: CatalogueDatabase) -> list[int]:
        return [progress.total for progress in checked_again(session, store, known=set(session.names[1:]))]

    assert result_of(catalogue_of(session).answer(question)) == [1]


def test_who_wrote_a_sentence_is_known_though_the_rules_are_tuned(session: Session) -> None:
    caption = session.record("c.png").caption
    session.edit("c.png", "write", replace(caption, prose=Prose("Red.", by="person", of=("red hat",))))
    for on in (True, False):
        turn_rule(session, "too-few-tags", on=on)
        found = [each.message for each in on_captions(session) if each.rule == "other-sentence"]
        assert found == ["the tags were changed since the sentence was written: +standing, +photo"]
