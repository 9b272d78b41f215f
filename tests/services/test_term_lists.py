from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

from tui_captioner.domain.errors import CaptionerError, ReadOnlyError
from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.session import Session
from tui_captioner.services.term_lists import import_list, load_lists


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_imported_lists_are_completed_and_several_may_be_active(dataset: Path, tmp_path: Path) -> None:
    project = Project(dataset)
    import_list(project, write(tmp_path, "a.csv", 'quokka_plushie,0,50,"quokka_toy"\nlong_hair,0,9,\n'), "animals")
    import_list(project, write(tmp_path, "b.txt", "zeppelin hangar\n"), "places")
    project.close()
    session = Session.open(dataset)
    completer = Completer(session)
    deque(completer.add_lists(load_lists(session.project, print)), maxlen=0)
    for query, expected in (("quok", "quokka plushie"), ("quokka toy", "quokka plushie"), ("zepp", "zeppelin hangar")):
        assert completer.suggest("a.png", "subject", query)[0].term.text == expected
    session.close()


def test_our_own_toml_is_a_list_too(dataset: Path, tmp_path: Path) -> None:
    project = Project(dataset)
    toml = '[action.layers]\n"gesture" = ["moonwalk"]\n[action.aliases]\nmoonwalk = ["backslide"]\n'
    assert import_list(project, write(tmp_path, "mine.toml", toml), "mine").terms == 1
    (index,) = load_lists(project, print)
    assert (index.term(0).slot, index.term(0).aliases) == ("action", ("backslide",))
    project.close()


def test_the_projects_own_terms_come_before_those_of_a_list(dataset: Path, tmp_path: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    write(folder, "vocab.toml", '[details.layers]\nother = ["zebra crossing"]\n')
    project = Project(dataset)
    import_list(project, write(tmp_path, "a.csv", "zebra_print,0,9000000,\nzebra_finch,0,8000000,\n"), "big")
    project.close()
    session = Session.open(dataset)
    completer = Completer(session)
    deque(completer.add_lists(load_lists(session.project, print)), maxlen=0)
    assert completer.suggest("a.png", "details", "zebra")[0].term.text == "zebra crossing"
    session.close()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "no term"),
        ("a.txt", b"caf\xe9", "offset 3"),
        ("a.toml", b"x = [", "not valid TOML"),
        ("a.toml", b"[action]\nlayers = 3\n", "a.toml"),
    ],
)
def test_a_list_that_cannot_be_read_is_named_and_nothing_is_kept(
    dataset: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    project = Project(dataset)
    with pytest.raises(CaptionerError, match=said):
        import_list(project, tmp_path / name, "x")
    assert load_lists(project, print) == []
    project.close()


def test_a_damaged_list_says_so_and_a_name_stays_in_its_folder(dataset: Path, tmp_path: Path) -> None:
    project = Project(dataset)
    source = write(tmp_path, "a.txt", "hat\n")
    for name in ("../x", "a/b", ".x", ""):
        with pytest.raises(CaptionerError, match="can't be the name"):
            import_list(project, source, name)
    import_list(project, source, "good")
    (dataset / ".tui-captioner" / "lists" / "good.terms").write_bytes(b"nonsense")
    problems: list[CaptionerError] = []
    assert load_lists(project, problems.append) == []
    assert "Import the list again" in str(problems[0])
    project.close()


def test_a_list_is_not_imported_into_what_can_only_be_read(dataset: Path, tmp_path: Path) -> None:
    project = Project(dataset, writable=False)
    with pytest.raises(ReadOnlyError):
        import_list(project, write(tmp_path, "a.txt", "hat\n"), "x")
