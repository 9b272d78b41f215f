"""Jobs that are cut short: by the session that closes, by a kill."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.jobs import COUNT, JOBS, bulk, captions
from tests.support.tui_material import open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.jobs import OpenJobs, Progress, Steps, finish
from tui_captioner.storage.project.records import ImageRecord


@pytest.fixture
def many(tmp_path: Path) -> Path:
    root = tmp_path / "set"
    root.mkdir()
    for number in range(COUNT):
        (root / f"{number}.png").write_bytes(PNG)
        (root / f"{number}.txt").write_bytes(b"standing, photograph")
    return root


@pytest.mark.parametrize("name", JOBS)
@pytest.mark.parametrize("steps", [1, 3, 4, 30, COUNT])
def test_a_job_is_finished_at_the_next_opening_wherever_the_session_was_closed(
    many: Path, name: str, steps: int
) -> None:
    make, expected = JOBS[name]
    session = open_session(many)
    job = make(session)
    for _ in zip(range(steps), job, strict=False):
        pass
    session.close()
    assert list(job) == []
    again = open_session(many)
    finish(again.finish_interrupted())
    assert captions(many) == {expected}
    assert again.project.ensure().pending() == []
    finish(again.undo())
    again.close()
    assert captions(many) == {b"standing, photograph"}


@pytest.mark.parametrize("steps", [1, 30])
def test_an_undo_that_is_cut_short_is_finished_at_the_next_opening(many: Path, steps: int) -> None:
    session = open_session(many)
    finish(bulk(session))
    job = session.undo()
    for _ in zip(range(steps), job, strict=False):
        pass
    session.close()
    again = open_session(many)
    finish(again.finish_interrupted())
    again.close()
    assert captions(many) == {b"standing, photograph"}


def test_finishing_itself_may_be_cut_short(many: Path) -> None:
    session = open_session(many)
    job = bulk(session)
    for _ in zip(range(5), job, strict=False):
        pass
    session.close()
    session = open_session(many)
    next(session.finish_interrupted())
    again = session.finish_interrupted()
    next(again)
    session.close()
    session = open_session(many)
    finish(session.finish_interrupted())
    session.close()
    assert captions(many) == {b"sitting"}


def test_undo_in_the_middle_of_finishing_takes_everything_back(many: Path) -> None:
    session = open_session(many)
    next(bulk(session))
    session.close()
    session = open_session(many)
    finishing = session.finish_interrupted()
    for _ in zip(range(COUNT // 2), finishing, strict=False):
        pass
    finish(session.undo())
    finish(finishing)
    assert captions(many) == {b"standing, photograph"}
    assert session.project.ensure().pending() == []
    session.close()


def test_a_job_that_was_never_begun_does_nothing(many: Path) -> None:
    session = open_session(many)
    jobs = [session.set_globals(["annika"], "add"), bulk(session), session.undo()]
    session.close()
    assert [list(job) for job in jobs] == [[], [], []]
    assert captions(many) == {b"standing, photograph"}
    assert not (many / ".tui-captioner").exists()


def test_what_does_not_last_is_dropped_before_it_is_recorded(many: Path) -> None:
    session = open_session(many)
    record = ImageRecord(Caption({"action": (Tag("sitting"),)}), "draft")
    job = session.change_many("import", ((name, record) for name in session.names))
    next(job)
    session.close()
    again = open_session(many)
    assert again.undo_title() == ""
    again.close()


def test_a_job_that_outlives_its_session_says_nothing_when_it_goes(many: Path) -> None:
    session = open_session(many)
    job = session.set_globals(["annika"], "add")
    for _ in zip(range(10), job, strict=False):
        pass
    session.close()
    # An error in a generator that is collected is shown as "unraisable", which fails a test here.
    del job
    gc.collect()


def test_all_jobs_are_closed_though_one_fails() -> None:
    ended: list[str] = []

    def steps(name: str, error: Exception | None = None) -> Steps:
        try:
            yield Progress(0, 1)
        finally:
            ended.append(name)
            if error is not None:
                raise error

    jobs = OpenJobs()
    running = [jobs.own(steps("a")), jobs.own(steps("b", CaptionerError("full"))), jobs.own(steps("c"))]
    for job in running:
        next(job)
    with pytest.raises(CaptionerError, match="full"):
        jobs.close()
    assert sorted(ended) == ["a", "b", "c"]
    jobs.close()


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.support.jobs import JOBS
from tests.support.tui_material import open_session

session = open_session(Path(sys.argv[1]))
job = JOBS[sys.argv[2]][0](session)
for _ in zip(range(int(sys.argv[3])), job):
    pass
os.kill(os.getpid(), int(sys.argv[4]))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("name", ["globals", "bulk"])
def test_a_signal_in_the_middle_of_a_job_ends_it_without_a_word_and_it_is_finished(
    many: Path, name: str, number: signal.Signals
) -> None:
    command = [sys.executable, "-c", _KILLED, str(many), name, "20", str(int(number))]
    done = subprocess.run(command, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (-number, b"")
    again = open_session(many)
    finish(again.finish_interrupted())
    again.close()
    assert captions(many) == {JOBS[name][1]}
