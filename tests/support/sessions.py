"""A session with the shipped vocabulary and a clock that stands still, and what lies in its folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def open_session(root: Path) -> Session:
    return Session(Project(root), now=lambda: NOW)


def add(session: Session, name: str, slot: str, text: str) -> None:
    caption = session.record(name).caption.added(slot, typed_tags(text))
    session.edit(name, f"add {text}", caption)


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def sidecars(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in snapshot(root).items() if name.endswith(".txt")}
