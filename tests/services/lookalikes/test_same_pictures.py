"""The same picture with different captions is a finding, and can be filtered by as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.alike_pictures import make_alike
from tests.support.tui_material import open_session, put
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import filtered_names
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.lookalikes.same_pictures import captioned_groups, same_picture_findings
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import listed

FILTER = "finding:same-picture"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_alike(tmp_path / "set")
    session = open_session(tmp_path / "set")
    yield session
    session.close()


def test_different_captions_of_one_picture_are_a_finding(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    put(session, "b.png", action=["running"])
    (finding,) = result_of(same_picture_findings(session))
    assert (finding.rule, finding.severity, finding.file_name) == ("same-picture", "warning", "a.png")
    assert finding.message == "shows the same picture as e.png, with another caption"
    (shown,) = result_of(captioned_groups(session))
    assert shown.captions == {"a.png": "standing", "e.png": "sitting"}
    assert shown.differing == [["a.png", "e.png"]]


def test_equal_captions_and_missing_ones_are_none(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    assert result_of(same_picture_findings(session)) == []
    put(session, "e.png", action=["standing"])
    assert result_of(same_picture_findings(session)) == []


def test_of_chosen_images_only_these_are_compared(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    assert result_of(same_picture_findings(session, ["a.png", "b.png"])) == []


def test_a_filter_finds_them_once_pictures_were_looked_at(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    assert result_of(filtered_names(session, FILTER)) == []
    finish(look_alikes_of(session).look())
    assert result_of(filtered_names(session, FILTER)) == ["a.png", "e.png"]
    assert result_of(filtered_names(session, "finding:same*")) == ["a.png", "e.png"]
    assert result_of(filtered_names(session, f"NOT {FILTER}")) == ["b.png", "c.jpg", "d.png"]


def test_the_filter_goes_by_the_captions_as_they_are_now(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["standing"])
    finish(look_alikes_of(session).look())
    assert result_of(filtered_names(session, FILTER)) == []
    put(session, "c.jpg", action=["smiling"])
    assert result_of(filtered_names(session, FILTER)) == ["a.png", "c.jpg", "e.png"]
    put(session, "c.jpg", action=["standing"])
    assert result_of(filtered_names(session, FILTER)) == []


def test_the_list_of_images_shows_it(session: Session) -> None:
    put(session, "a.png", action=["standing"])
    put(session, "e.png", action=["sitting"])
    finish(look_alikes_of(session).look())
    found = catalogue_of(session).ask(lambda store: listed(store, session.names))
    assert found is not None
    assert {name: image.findings for name, image in found.items() if image.findings} == {
        "a.png": {"same-picture": 1},
        "e.png": {"same-picture": 1},
    }
    alike = found["c.jpg"].alike
    assert alike is not None
    assert (alike.number, alike.size, alike.same, alike.differs) == (1, 3, 3, False)
