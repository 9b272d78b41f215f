"""An import is a proposal: shown, counted in images, narrowed, stopped."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import PNG
from tests.support.imports import plan_import
from tests.support.tui_material import open_session
from tui_captioner.formats.rows import Row
from tui_captioner.services.bulk.bulk import Sample
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows
from tui_captioner.services.importing.import_proposal import ImportProposal
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session


def opened(root: Path) -> tuple[Session, ImportProposal]:
    for number in range(45):
        (root / f"{number:02}.png").write_bytes(PNG)
        (root / f"{number:02}.txt").write_text(f"standing\nbeach {number}\n")
    session = open_session(root)
    rows = [Row(f"{number:02}.png", ("sitting",)) for number in range(40)]
    plan = plan_import(session, ReadRows("test", rows), ImportOptions(mode="replace"))
    return session, ImportProposal(session, "import test", plan.changes, plan.globals)


def test_the_difference_is_the_one_of_every_proposal(tmp_path: Path) -> None:
    session, proposal = opened(tmp_path)
    finish(proposal.look_through())
    assert (proposal.difference.captions, len(proposal.names)) == (40, 40)
    assert proposal.samples("03.png") == [Sample("03.png", "standing\nbeach 3", "sitting")]
    session.close()


def test_progress_counts_the_images_that_are_imported(tmp_path: Path) -> None:
    session, proposal = opened(tmp_path)
    steps = [(step.done, step.total) for step in proposal.carry_out()]
    assert {total for _, total in steps} == {40}
    assert steps == sorted(steps)
    assert steps[-1] == (40, 40)
    session.close()


def test_an_import_for_some_images_alone_leaves_the_others(tmp_path: Path) -> None:
    session, proposal = opened(tmp_path)
    finish(proposal.narrowed(["03.png", "44.png"]).carry_out())
    changed = [path.stem for path in sorted(tmp_path.glob("*.txt")) if path.read_text() == "sitting"]
    assert changed == ["03"]
    session.close()


def test_an_import_that_ends_half_way_imports_nothing(tmp_path: Path) -> None:
    session, proposal = opened(tmp_path)
    job = proposal.carry_out()
    next(job)
    session.close()
    again = open_session(tmp_path)
    finish(again.finish_interrupted())
    assert (again.undo_title(), (tmp_path / "03.txt").read_text()) == ("", "standing\nbeach 3\n")
    again.close()
