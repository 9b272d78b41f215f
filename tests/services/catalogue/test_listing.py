"""The vocabulary of a dataset, with the number of captions that use each term."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.services.catalogue.listing import vocabulary_terms
from tui_captioner.services.session.session import Session


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number, text in enumerate(["beach, zxq, zxq", "zxq, standing", "of a zxq, beach", ""]):
        (tmp_path / f"{number}.png").write_bytes(PNG)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def walked(session: Session) -> dict[str, tuple[int, str]]:
    counts: dict[str, int] = {}
    slots: dict[str, str] = {}
    for name in session.names:
        for key, tag in session.peek(name).caption.all_tags(session.structure):
            counts[tag.text] = counts.get(tag.text, 0) + 1
            slots.setdefault(tag.text, key)
    return {text: (count, slots[text]) for text, count in counts.items()}


def test_it_counts_what_the_captions_have(root: Path) -> None:
    session = open_session(root)
    problems: list[object] = []
    rows = {row["text"]: row for row in vocabulary_terms(session, problems.append)}
    known = {term.text for term in session.project.vocabulary.terms}
    assert walked(session)
    for text, (count, slot) in walked(session).items():
        assert rows[text]["count"] == count
        assert text in known or rows[text]["slot"] == slot
    assert sum(row["count"] for row in rows.values()) == sum(count for count, _ in walked(session).values())
    session.close()
