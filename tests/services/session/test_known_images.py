"""What is known of an image is handed on, and never older than the last step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.steps_to_sidecar import measure
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError, Sidecars
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.project.records import ImageRecord


def test_an_accepted_tag_decodes_no_record_and_opens_its_sidecar_twice(tmp_path: Path) -> None:
    # Once before the step is recorded, once before the sidecar is written: an edit made outside is noticed by both.
    counts = measure(tmp_path, 3)
    assert (counts["records decoded"], counts["sidecar opened"]) == (0, 2)


def test_the_way_to_a_sidecar_is_counted_the_same_each_time(tmp_path: Path) -> None:
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        results.append(measure(tmp_path / name, 3))
    assert results[0] == results[1]


def read_count(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read = Sidecars.read
    names: list[str] = []

    def noted(self: Sidecars, image: ImageFile, data: bytes | None, *, placed: bool = True) -> ImageRecord:
        names.append(image.name)
        return read(self, image, data, placed=placed)

    monkeypatch.setattr(Sidecars, "read", noted)
    return names


def sitting(session: Session, name: str) -> ImageRecord:
    """A record that was made by looking at the image."""
    return ImageRecord(session.peek(name).caption.added("action", (Tag("sitting"),)), "draft")


def test_a_bulk_change_places_each_caption_once(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(dataset)
    names = read_count(monkeypatch)
    finish(session.change_many("bulk", ((name, sitting(session, name)) for name in session.names)))
    assert len(names) == len(session.names)
    session.close()


def test_what_was_peeked_at_before_a_bulk_change_is_read_anew(dataset: Path) -> None:
    session = open_session(dataset)
    session.peek("b.png")
    (dataset / "b.txt").write_bytes(b"beach")
    record = ImageRecord(Caption({"action": (Tag("sitting"),)}), "draft")
    finish(session.change_many("bulk", [("b.png", record)]))
    assert (dataset / "b.txt").read_bytes() == b"sitting"
    finish(session.undo())
    assert (dataset / "b.txt").read_bytes() == b"beach"
    session.close()


def test_a_sidecar_that_goes_back_to_what_was_replaced_is_noticed(dataset: Path) -> None:
    session = open_session(dataset)
    old = (dataset / "b.txt").read_bytes()
    session.edit("b.png", "one", Caption({"action": (Tag("sitting"),)}))
    session.record("b.png")
    (dataset / "b.txt").write_bytes(old)
    with pytest.raises(SidecarChangedError):
        session.edit("b.png", "two", Caption({"action": (Tag("waving"),)}))
    assert (dataset / "b.txt").read_bytes() == old
    session.close()


def test_a_dataset_that_another_session_edited_meanwhile_is_not_overwritten(dataset: Path) -> None:
    late = open_session(dataset)
    late.record("b.png")
    first = open_session(dataset)
    first.edit("b.png", "one", Caption({"action": (Tag("sitting"),)}))
    first.close()
    with pytest.raises(SidecarChangedError):
        late.edit("b.png", "two", Caption({"action": (Tag("waving"),)}))
    assert (dataset / "b.txt").read_bytes() == b"sitting"
    assert late.undo_title() == "one"
    late.close()
