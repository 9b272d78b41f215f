"""What images are to get, packed: it comes out as it was put in."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.importing.planned import Planned, PlannedImages
from tui_captioner.storage.project.records import ImageRecord, dump_record


def test_what_was_put_in_comes_out() -> None:
    records = [
        ImageRecord(Caption({"subject": (Tag(f"hat {number}", unsure=True),)}), "done", note="é\ud7ff")
        for number in range(3)
    ]
    planned = PlannedImages()
    for number, record in enumerate(records):
        planned.add(f"{number}.png", record, (), (f"hat {number}", "other"))
    assert planned.names == ["0.png", "1.png", "2.png"]
    assert [one.record for one in planned] == records
    assert planned[-1] == Planned("2.png", dump_record(records[2]), (), ("hat 2", "other"))
    assert planned[1:] == [planned[1], planned[2]]
