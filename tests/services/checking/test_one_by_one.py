"""Findings on many captions come some at a time: of 100,000 images there may be a million."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.sessions import open_session
from tui_captioner.domain.checks import grouping
from tui_captioner.domain.checks.grouping import grouped_by_name
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.services.checking.caption_findings import caption_findings
from tui_captioner.services.session.jobs import result_of
from tui_captioner.storage.catalogue import told_findings
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.told_findings import FindingReader

IMAGES = 12


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Images with findings, each in its own words."""
    for number in range(IMAGES):
        (tmp_path / f"{number:02}.png").write_bytes(PNG)
        (tmp_path / f"{number:02}.txt").write_text(f"beach, standing, thing of number {number}", encoding="utf-8")
    return tmp_path


def test_the_first_is_told_when_few_captions_were_asked_for(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_findings, "_NEXT", told_findings._NEXT.replace(f"LIMIT {told_findings._MANY}", "LIMIT 2"))
    asked: list[int] = []
    real = CatalogueDatabase.rows

    def rows(store: CatalogueDatabase, query: str, *values: object) -> list[tuple[Any, ...]]:
        found = real(store, query, *values)
        if "told" in query:
            asked.append(len(found))
        return found

    monkeypatch.setattr(CatalogueDatabase, "rows", rows)
    session = open_session(dataset)
    findings: Iterator[tuple[str, Any]] = result_of(caption_findings(session))
    first, _ = next(findings)
    assert (first, sum(asked)) == ("00.png", 2)
    assert {first, *(name for name, _ in findings)} == set(session.names)
    assert (max(asked), sum(asked)) == (2, IMAGES)
    session.close()


def test_so_many_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_findings, "_KEPT", 2)
    monkeypatch.setattr(grouping, "_MOST_KNOWN", 2)
    reader = FindingReader(CheckSettings())
    same = '["unsure","type","a","it was put here","Move it","a"]'
    other = '["slot-order","","","{} stands behind","Put it in order","order"]'
    found = [reader.findings(f"{same}\n{other.format(number)}") for number in range(IMAGES)]
    assert found[0][0] is found[-1][0]
    assert found[-1][1].message == f"{IMAGES - 1} stands behind"
    assert len(reader._known) == 2
    told_of = grouped_by_name((f"{at}.png", each) for at, both in enumerate(found) for each in both)
    assert [len(each.images) for each in told_of] == [IMAGES, IMAGES]
