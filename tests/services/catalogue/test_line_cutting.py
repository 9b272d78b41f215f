"""Lines are cut by what the captions of an open dataset and its vocabularies have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.conftest import PNG
from tests.support.sessions import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.catalogue import line_cutting as module
from tui_captioner.services.catalogue.line_cutting import LineCutting
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

CAPTIONS = ["zorb quuxly, blim", "blim, zorb quuxly", "a long zorb, having blim quuxly, daylight.", "blim, zorb quuxly"]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    for number, caption in enumerate(CAPTIONS):
        (tmp_path / f"{number}.png").write_bytes(PNG)
        (tmp_path / f"{number}.txt").write_text(caption, encoding="utf-8")
    opened = open_session(tmp_path)
    yield opened
    opened.close()


def ready(session: Session) -> LineCutting:
    lines = LineCutting(session)
    assert not lines.is_ready
    assert lines.cut("blim zorb quuxly").cuts == []
    for _ in lines.reading("0.png"):
        pass
    lines.learn()
    return lines


def cut(lines: LineCutting, text: str) -> list[str]:
    return [one.text for one in lines.cut(text).cuts]


def test_captions_and_the_vocabulary_are_learnt(session: Session) -> None:
    lines = ready(session)
    assert cut(lines, "blim zorb quuxly looking at viewer") == ["blim", "zorb quuxly", "looking at viewer"]
    # What stands between the commas of a sentence.
    assert cut(lines, "a long zorb having blim quuxly daylight") == ["a long zorb", "having blim quuxly", "daylight"]


def test_a_caption_that_changes_is_learnt_anew_once_somebody_asks_for_it(session: Session) -> None:
    lines = ready(session)
    before = cut(lines, "blim quuxly zorb")
    for name in session.names:
        session.edit(name, "test", Caption({"action": (Tag("blim"), Tag("quuxly"), Tag("zorb"))}))
    assert cut(lines, "blim quuxly zorb") == before != ["blim", "quuxly", "zorb"]
    for _ in lines.catch_up():
        pass
    assert cut(lines, "blim quuxly zorb") == ["blim", "quuxly", "zorb"]
    assert [*lines.catch_up()] == []


def test_of_a_large_set_those_around_the_image_are_learnt_and_of_others_the_tags(session: Session) -> None:
    with patch.object(module, "MOST_LEARNT", 1):
        lines = ready(session)
    assert list(lines._learnt) == ["0.png"]
    assert "zorb quuxly" in cut(lines, "zorb quuxly blim")


def test_a_dataset_without_images_has_the_vocabulary(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    lines = LineCutting(session)
    finish(lines.reading(""))
    lines.learn()
    assert cut(lines, "looking at viewer") == ["looking at viewer"]
    session.close()
