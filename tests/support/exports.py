"""What the tests of exports share: a dataset with captions, and an export of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.exporting.export_plan import ExportOptions, ExportReport
from tui_captioner.services.exporting.exporting import export, needs_writing


def other(*texts: str) -> Caption:
    return Caption({"type": tuple(Tag(text) for text in texts)})


def run(root: Path, to: str, **options: Any) -> ExportReport:
    wanted = ExportOptions(to, **options)
    session = open_session(root, writable=needs_writing(root, wanted))
    try:
        return export(session, wanted)
    finally:
        session.close()


def snapshot(root: Path) -> dict[str, bytes]:
    """All files but those of SQLite, which makes some when it reads."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.startswith("captions.db"))
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def add_image(root: Path, file: str, caption: str = "standing") -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PNG)
    if caption:
        path.with_suffix(".txt").write_text(caption, encoding="utf-8")


A, B = "photograph, standing", "photograph, of a woman, standing, a thing unheard of"
