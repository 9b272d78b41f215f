"""Long jobs of every kind, over many images."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.services.bulk.globals_adoption import Adoption
from tui_captioner.services.bulk.ordering import Ordering
from tui_captioner.services.session.jobs import Job, finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord

COUNT = 60
Result = TypeVar("Result")


def carried_through(steps: Generator[object, None, Result]) -> Result:
    """What something that goes by steps makes at its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: Result = end.value
            return made


def captions(root: Path) -> set[bytes]:
    return {path.read_bytes() for path in root.glob("*.txt")}


def bulk(session: Session) -> Job:
    record = ImageRecord(Caption({"action": (Tag("sitting"),)}), "draft")
    return session.change_many("bulk", ((name, record) for name in session.names), lasting=True)


def ordering(session: Session) -> Job:
    change = Ordering(session)
    finish(change.look_through())
    return change.carry_out()


JOBS: dict[str, tuple[Callable[[Session], Job], bytes]] = {
    "globals": (lambda session: session.set_globals(["annika"], "add"), b"annika, standing, photograph"),
    "bulk": (bulk, b"sitting"),
    "ordering": (ordering, b"photograph, standing"),
    "adoption": (lambda session: Adoption(session, ["standing"]).carry_out(), b"standing, photograph"),
}
