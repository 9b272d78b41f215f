"""What the completer learns of a dataset is what its captions hold, whatever happens while it learns."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import PNG
from tests.support.tui_material import open_session, put
from tui_captioner.domain.alternatives import all_texts
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


def opened(root: Path, images: int = 250) -> Session:
    for number in range(images):
        (root / f"{number}.png").write_bytes(PNG)
        (root / f"{number}.txt").write_text(
            f"beach, thing {number % 7}, beach, standing, BREAK, calm", encoding="utf-8"
        )
    return open_session(root)


def test_it_learns_every_image_once_and_in_order(tmp_path: Path) -> None:
    session = opened(tmp_path)
    found = [learned for learned in Completer(session).survey() if learned is not None]
    assert [learned.name for learned in found] == list(session.names)
    for name, texts in found:
        record = session.peek(name)
        assert texts == all_texts((record.caption, *record.alternatives))
    session.close()


def test_many_edits_meanwhile_leave_no_image_out(tmp_path: Path) -> None:
    session = opened(tmp_path)
    survey, found = Completer(session).survey(), {}
    for learned in survey:
        if learned is not None:
            found[learned.name] = learned.texts
            if len(found) == 1:
                put(session, session.names[0], action=["one"])
                for _ in session.change_many("many", ((name, ImageRecord()) for name in session.names[-100:])):
                    pass
    assert list(found) == list(session.names)
    assert [found[name] for name in session.names[-100:]] == [{}] * 100
    session.close()
