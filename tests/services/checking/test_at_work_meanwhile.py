"""The process that brings a catalogue up to date is at work while `check` looks at files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.list_desk import make_captions
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.catalogue import feeder
from tui_captioner.services.catalogue.catalogue import Catalogue, catalogue_of
from tui_captioner.services.checking import target_checks
from tui_captioner.services.checking.target_checks import check_dataset
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session


class OneWhoWaits:
    """Stands in for the process."""

    progress = Progress(0, 1)

    def __init__(self, _root: Path) -> None:
        pass

    def wait(self, _seconds: float) -> int | None:
        return None

    def end(self) -> None:
        pass


@pytest.mark.parametrize(("trainer", "waits"), [("", True), ("sd-scripts", False)])
def test_it_is_started_before_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trainer: str, waits: bool
) -> None:
    make_captions(tmp_path, {"a": b"standing"})
    session = Session.open(tmp_path)
    session.companions.get(Catalogue, lambda: Catalogue(session, small=0))
    monkeypatch.setattr(feeder, "Feeder", OneWhoWaits)
    seen: list[bool] = []

    def looked_at(*_: object) -> Iterator[Finding]:
        seen.append(catalogue_of(session).is_waiting)
        yield Finding("bom", "error", "m", "d", "a.png")

    monkeypatch.setattr(target_checks, "file_findings", looked_at)
    found = check_dataset(session, TARGETS.get(trainer))
    assert next(found).rule == "bom"
    assert seen == [waits]
    session.close()
