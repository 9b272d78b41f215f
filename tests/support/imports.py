"""An import by the command line, and what it left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import is_safe
from tui_captioner.cli.main import main
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows
from tui_captioner.services.importing.import_plan import ImportPlan
from tui_captioner.services.importing.importing import planning, reading
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session

SETTINGS = "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x768"


def texts(root: Path) -> dict[str, bytes]:
    """Every file of the dataset but the pictures and the project."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".png" and ".tui-captioner" not in path.parts
    }


def undo(root: Path) -> str:
    session = Session.open(root)
    title = session.undo_title()
    finish(session.undo())
    session.close()
    return title


def imported(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """What an import that succeeds says."""
    assert main(["import", *map(str, arguments), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    report: dict[str, Any] = json.loads(out)
    return report


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- refused ----------------------------------------------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], dataset: Path, *arguments: object, status: int = 1) -> str:
    """What an import that is refused says; nothing was written."""
    before = {path: path.read_bytes() for path in dataset.rglob("*") if path.is_file()}
    assert main(["import", str(dataset), *map(str, arguments)]) == status
    err = capsys.readouterr().err
    assert is_safe(err)
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in dataset.rglob("*") if path.is_file()} == before
    return err


def read_source(session: Session, options: ImportOptions) -> ReadRows:
    """What is to be imported."""
    return result_of(reading(session, options))


def plan_import(session: Session, source: ReadRows, options: ImportOptions) -> ImportPlan:
    """What an import would do."""
    return result_of(planning(session, source, options))
