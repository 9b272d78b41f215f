"""What a backup holds comes back byte for byte, narrowed or whole, as one step of undo; nothing on disk is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.killed import run_killed
from tests.support.sessions import add, open_session, sidecars, snapshot
from tui_captioner.services.backups.backed_up import opened
from tui_captioner.services.backups.making import make_backup
from tui_captioner.services.backups.restoring import Restoring
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.refusals import Refusal, RefusedTag


@pytest.fixture
def worked(dataset: Path, tmp_path: Path) -> Path:
    """A dataset in which `a.png` was edited; `b.png` has a caption that was read, `c.png` bytes that are no text."""
    (dataset / "c.txt").write_bytes(b"caf\xe9\n")
    session = open_session(dataset)
    add(session, "a.png", "action", "standing")
    session.set_state("a.png", "done")
    session.close()
    make_backup(dataset, tmp_path / "kept.tar.gz")
    return dataset


@contextmanager
def restoring(root: Path, names: Sequence[str] | None = None, kept: str = "kept.tar.gz") -> Iterator[Restoring]:
    session = open_session(root)
    with opened(root.parent / kept) as backed_up:
        proposal = Restoring(session, backed_up, names)
        finish(proposal.look_through())
        yield proposal
    session.close()


def edit_all(root: Path) -> dict[str, bytes]:
    """Edit what was edited, change what was not by hand, remove and add; what lies there then."""
    session = open_session(root)
    add(session, "a.png", "action", "waving")
    add(session, "b.png", "details", "rain")
    session.close()
    (root / "c.txt").unlink()
    (root / "a.txt").write_bytes(b"by hand \xff")
    return sidecars(root)


def test_nothing_differs_from_what_was_just_kept(worked: Path) -> None:
    with restoring(worked) as proposal:
        assert (list(proposal.names), proposal.is_needed) == ([], False)


def test_making_one_changes_nothing_in_the_dataset(worked: Path, tmp_path: Path) -> None:
    before = snapshot(worked)
    made = make_backup(worked, tmp_path / "again.tar.gz")
    assert snapshot(worked) == before
    assert (made.images, made.captions, made.left_out) == (3, 3, [])
    assert (tmp_path / "again.tar.gz").read_bytes() == (tmp_path / "kept.tar.gz").read_bytes()


MAKING = """
from tui_captioner.services.backups.making import make_backup
from tui_captioner.storage.backups import writing
writing._read_back = die
make_backup(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_making_one_that_is_killed_leaves_nothing_behind_the_next(worked: Path, tmp_path: Path) -> None:
    folder, before = tmp_path / "to", snapshot(worked)
    folder.mkdir()
    (folder / ".a.txt.01234567.tui-captioner-tmp").touch()
    run_killed(MAKING, worked, folder / "one.tar.gz")
    assert len(list(folder.iterdir())) == 3
    make_backup(worked, folder / "two.tar.gz")
    # A temporary file that is not of a backup may be in use.
    assert sorted(path.name for path in folder.iterdir()) == [".a.txt.01234567.tui-captioner-tmp", "two.tar.gz"]
    assert snapshot(worked) == before


def test_all_come_back_as_they_were_and_undo_brings_back_what_lay_there(worked: Path) -> None:
    before = sidecars(worked)
    after = edit_all(worked)
    with restoring(worked) as proposal:
        assert list(proposal.names) == ["a.png", "b.png", "c.png"]
        finish(proposal.carry_out())
        session = proposal.session
        assert sidecars(worked) == before
        assert session.record("a.png").state == "done"
        assert session.row("b.png") is None
        finish(session.undo())
        assert sidecars(worked) == after
        assert session.caption("a.png") != "standing"
        finish(session.redo())
        assert sidecars(worked) == before
        assert session.caption("a.png") == "standing"
        assert [session.conflict(name) for name in session.names] == [None] * 3


def test_it_is_shown_image_by_image(worked: Path) -> None:
    edit_all(worked)
    with restoring(worked) as proposal:
        found = [(one.name, one.before, one.after) for name in proposal.names for one in proposal.samples(name)]
        assert found[0] == ("a.png", "by hand \\xff", "standing")
        assert found[1][2] == "photograph, of a woman, standing, a thing unheard of"
        assert found[2] == ("c.png", "", "caf\\xe9")


def test_it_is_narrowed(worked: Path) -> None:
    after = edit_all(worked)
    with restoring(worked, ["b.png"]) as proposal:
        finish(proposal.carry_out())
    assert sidecars(worked) == {**after, "b.txt": b"photograph, of a woman, standing, a thing unheard of\n"}


def test_a_state_alone_comes_back_too(worked: Path) -> None:
    session = open_session(worked)
    session.edit_record("a.png", "note", replace(session.record("a.png"), state="flagged", note="why?"))
    session.close()
    with restoring(worked) as proposal:
        assert (list(proposal.names), proposal.difference.captions, proposal.texts_stay) == (["a.png"], 0, 1)
        finish(proposal.carry_out())
        assert (proposal.session.record("a.png").state, proposal.session.record("a.png").note) == ("done", "")


def test_images_that_are_gone_are_named_and_new_ones_stay(worked: Path) -> None:
    (worked / "b.png").rename(worked / "n.png")
    (worked / "n.txt").write_bytes(b"new")
    with restoring(worked) as proposal:
        assert proposal.gone == ["b.png"]
        finish(proposal.carry_out())
    assert (worked / "n.txt").read_bytes() == b"new"


def with_globals(root: Path) -> None:
    session = open_session(root)
    finish(session.set_globals(["annika"], "globals"))
    session.close()


def test_globals_come_back_with_all_images_and_new_images_follow(worked: Path) -> None:
    before = sidecars(worked)
    with_globals(worked)
    (worked / "n.png").write_bytes(PNG)
    session = open_session(worked)
    add(session, "n.png", "action", "running")
    session.close()
    assert (worked / "n.txt").read_bytes() == b"annika, running"
    with restoring(worked) as proposal:
        assert proposal.changes_globals
        finish(proposal.carry_out())
        assert proposal.session.globals == ()
        assert sidecars(worked) == {**before, "n.txt": b"running"}
        finish(proposal.session.undo())
    assert (worked / "n.txt").read_bytes() == b"annika, running"
    assert (worked / "a.txt").read_bytes() == b"annika, standing"


def test_some_images_come_back_under_the_globals_of_now(worked: Path) -> None:
    with_globals(worked)
    session = open_session(worked)
    add(session, "a.png", "action", "waving")
    session.close()
    with restoring(worked, ["a.png"]) as proposal:
        assert (proposal.other_globals, proposal.changes_globals) == (True, False)
        finish(proposal.carry_out())
    assert (worked / "a.txt").read_bytes() == b"annika, standing"


def test_the_globals_of_a_project_that_was_never_edited_are_those_of_its_settings(
    dataset: Path, tmp_path: Path
) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text('globals = ["annika"]\n')
    make_backup(dataset, tmp_path / "kept.tar.gz")
    with restoring(dataset) as proposal:
        assert not proposal.other_globals


def test_accepted_findings_and_refused_tags_come_back(worked: Path, tmp_path: Path) -> None:
    session = open_session(worked)
    session.accepted.change("accept", [("rule", "x", "a.png"), ("rule", "y", "")])
    session.edit_record(
        "a.png",
        "refuse",
        replace(session.record("a.png"), note="n"),
        [Refusal(RefusedTag("a.png", "action", "hat", "m"))],
    )
    session.close()
    make_backup(worked, tmp_path / "later.tar.gz")
    held = {("rule", "x", "a.png"), ("rule", "y", "")}
    with restoring(worked) as proposal:
        finish(proposal.carry_out())
        assert proposal.session.accepted.keys == set()
        assert proposal.session.project.ensure().refused() == []
    with restoring(worked, kept="later.tar.gz") as proposal:
        finish(proposal.carry_out())
        assert proposal.session.accepted.keys == held
        assert [tag.text for tag in proposal.session.project.ensure().refused()] == ["hat"]
        finish(proposal.session.undo())
        assert proposal.session.accepted.keys == set()


def test_a_text_that_had_been_changed_outside_is_named_and_ours_comes_back(worked: Path, tmp_path: Path) -> None:
    (worked / "a.txt").write_bytes(b"from outside")
    make_backup(worked, tmp_path / "later.tar.gz")
    with restoring(worked, kept="later.tar.gz") as proposal:
        assert list(proposal.names) == ["a.png"]
        assert set(proposal._backed_up.were_changed_outside) == {"a.png"}
        finish(proposal.carry_out())
    assert (worked / "a.txt").read_bytes() == b"standing"


def test_a_damaged_record_is_passed_over(worked: Path) -> None:
    session = open_session(worked)
    add(session, "a.png", "action", "waving")
    session.project.ensure()._sql.execute("UPDATE image SET record = '{'")
    session.close()
    with restoring(worked) as proposal:
        assert list(proposal.names) == []
        assert [name for name, _ in proposal.difference.passed_over] == ["a.png"]


def test_a_link_out_of_the_dataset_is_neither_kept_nor_written(worked: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    (worked / "c.txt").unlink()
    (worked / "c.txt").symlink_to(secret)
    made = make_backup(worked, tmp_path / "later.tar.gz")
    assert [name for name, _ in made.left_out] == ["c.txt"]
    with restoring(worked) as proposal:
        finish(proposal.carry_out())
        assert [name for name, _ in proposal.difference.passed_over] == ["c.png"]
    assert secret.read_bytes() == b"secret"


def test_images_that_share_a_sidecar_keep_it(worked: Path, tmp_path: Path) -> None:
    (worked / "a.jpg").write_bytes(PNG)
    session = open_session(worked)
    add(session, "a.jpg", "action", "sitting")
    session.close()
    make_backup(worked, tmp_path / "later.tar.gz")
    session = open_session(worked)
    add(session, "a.jpg", "action", "running")
    session.close()
    with restoring(worked, kept="later.tar.gz") as proposal:
        assert list(proposal.names) == ["a.jpg"]
        finish(proposal.carry_out())
        assert proposal.session.caption("a.jpg") == "standing, sitting"
    assert (worked / "a.txt").read_bytes() == b"standing"


KILLED = """
from tui_captioner.services.session.jobs import finish
from tests.support.sessions import open_session
from tui_captioner.services.backups.backed_up import opened
from tui_captioner.services.backups.restoring import Restoring
from tui_captioner.services.session import sidecars
from tui_captioner.storage.project.database import Database
if sys.argv[2] == 'step':
    Database.record_step = die
else:
    sidecars.write_atomic = dying_after(1, sidecars.write_atomic)
session = open_session(Path(sys.argv[1]))
with opened(Path(sys.argv[1]).parent / 'kept.tar.gz') as backed_up:
    finish(Restoring(session, backed_up).carry_out())
"""


@pytest.mark.parametrize("at", ["step", "sidecars"])
def test_one_that_is_killed_is_whole_or_not_begun(worked: Path, at: str) -> None:
    before = sidecars(worked)
    session = open_session(worked)
    add(session, "a.png", "action", "waving")
    add(session, "b.png", "details", "rain")
    session.close()
    after = sidecars(worked)
    run_killed(KILLED, worked, at)
    session = open_session(worked)
    finish(session.finish_interrupted())
    assert sidecars(worked) == (after if at == "step" else before)
    finish(session.undo())
    if at == "sidecars":
        assert sidecars(worked) == after
    assert not [name for name in snapshot(worked) if name.endswith("-tmp")]
    session.close()


def test_a_session_that_only_reads_changes_nothing(worked: Path) -> None:
    edit_all(worked)
    before = sidecars(worked)
    session = Session.open(worked, writable=False)
    with opened(worked.parent / "kept.tar.gz") as backed_up:
        proposal = Restoring(session, backed_up)
        finish(proposal.look_through())
        assert len(proposal.names) == 3
    session.close()
    assert sidecars(worked) == before
