"""All long jobs count the same: images, of a number that stays, and never back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.jobs import COUNT, JOBS
from tests.support.tui_material import open_session
from tui_captioner.services.session.jobs import Job, Progress, finish
from tui_captioner.services.session.many_changes import Alongside
from tui_captioner.services.session.session import Session


def dataset(root: Path, bare: int = 0) -> Session:
    """Images with captions, and some without."""
    for number in range(COUNT + bare):
        (root / f"{number:03}.png").write_bytes(PNG)
        if number < COUNT:
            (root / f"{number:03}.txt").write_text("standing, photograph")
    return open_session(root)


@pytest.mark.parametrize("make", [make for make, _ in JOBS.values()], ids=list(JOBS))
def test_a_job_counts_images_up_to_all_of_them(tmp_path: Path, make: Callable[[Session], Job]) -> None:
    session = dataset(tmp_path)
    for job in (make(session), session.undo(), session.redo()):
        steps = [(step.done, step.total) for step in job]
        assert {total for _, total in steps} == {COUNT}
        assert steps == sorted(steps)
        assert steps[-1] == (COUNT, COUNT)
    session.close()


def test_images_that_only_get_other_globals_are_gone_through_step_by_step(tmp_path: Path) -> None:
    session = dataset(tmp_path)
    first = session.names[0]
    change = [(first, session.peek(first))]
    steps = list(session.change_many("globals", change, Alongside(globals=["annika"]), total=COUNT))
    before = [step.done for step in steps if step.done < COUNT // 2]
    assert len(before) >= 2
    assert before == sorted(set(before))
    session.close()


def test_new_globals_keep_no_image_in_memory(tmp_path: Path) -> None:
    session = dataset(tmp_path, 5)
    finish(session.set_globals(["annika"], "add"))
    assert not session._known._kept
    session.close()


def test_an_odd_number_of_images_is_half_done_in_between() -> None:
    assert Progress.looked(7, 7) == Progress.written(0, 3, 7) == Progress(3, 7)
    assert Progress.written(3, 3, 7) == Progress(7, 7)
    assert Progress.looked(9, 7) == Progress(3, 7)
