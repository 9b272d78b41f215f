"""Machine tags reach nothing that is written, counted, checked, asked for or learnt, until they are confirmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.exports import run, snapshot
from tests.support.tui_material import open_session, put
from tui_captioner.cli.main import main
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.formats.names import EXPORTS
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.drafting.machine_tags import refuse, with_confirmed
from tui_captioner.services.session.jobs import finish, result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.questions import tag_counts

WORD = "brzmzk"
DRAFTED = tuple(
    DraftedTag(slot, f"{WORD} {text}", "wd14")
    for slot, text in (("action", "a"), ("subject", "b"), ("background", "c"), ("nowhere", "d"))
)
COMMANDS = (["show", "--json"], ["check", "--json"], ["prompt"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two images with captions, one of them read, and one with nothing."""
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        (folder / name).write_bytes(PNG)
    (folder / "b.txt").write_text("photograph , of a woman, waving\n")
    session = open_session(folder)
    put(session, "a.png", type=["photograph"], subject=["red hat"])
    finish(session.set_globals(["annika"], "globals"))
    session.close()
    return folder


def propose(root: Path) -> None:
    session = open_session(root)
    for name in session.names:
        session.edit_record(name, "drafts", replace(session.record(name), drafted=DRAFTED))
    session.close()


@pytest.mark.parametrize("to", EXPORTS)
def test_no_export_has_them(root: Path, tmp_path: Path, to: str) -> None:
    def exported(folder: str) -> dict[str, bytes]:
        (tmp_path / folder).mkdir()
        run(root, to, output=tmp_path / folder / "out")
        return snapshot(tmp_path / folder)

    before = exported("before")
    assert before
    propose(root)
    assert exported("after") == before


def test_no_sidecar_has_them_and_none_is_written_for_them(root: Path) -> None:
    before = snapshot(root)
    propose(root)
    assert snapshot(root) == before


def test_other_globals_make_no_caption_of_what_is_only_proposed(root: Path) -> None:
    propose(root)
    session = open_session(root)
    finish(session.set_globals(["annika", "1girl"], "globals"))
    assert (root / "a.txt").read_text() == "annika, 1girl, photograph, red hat"
    refuse(session, "c.png", session.record("c.png"), DRAFTED)
    assert not (root / "c.txt").exists()
    session.close()


def test_no_command_counts_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said() -> list[str]:
        outputs = []
        for command, *options in COMMANDS:
            main([command, str(root), *options])
            outputs.append(capsys.readouterr().out)
        return outputs

    before = said()
    propose(root)
    assert said() == before
    assert all(before)


def test_nothing_is_learnt_of_them_until_they_are_confirmed(root: Path) -> None:
    propose(root)
    session = open_session(root)
    assert _known(session) == set()
    caption = with_confirmed(session, session.record("c.png").caption, DRAFTED[:1])
    session.edit("c.png", "confirm", caption)
    assert f"{WORD} a" in _known(session)
    assert (root / "c.txt").read_text() == f"annika, {WORD} a"
    session.close()


def _known(session: Session) -> set[str]:
    """What of the machine tags the catalogue has, or somebody is offered."""
    completer = Completer(session)
    for name in session.names:
        completer.finished(name)
    offered = {row.term.text for row in completer.suggest("a.png", "action", WORD)}
    return {text for text in (*result_of(catalogue_of(session).answer(tag_counts)), *offered) if WORD in text}
