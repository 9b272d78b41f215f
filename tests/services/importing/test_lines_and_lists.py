from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.tui_material import open_session
from tui_captioner.cli.main import main
from tui_captioner.services.session.jobs import finish
from tui_captioner.storage.project.settings import SettingsError, load_settings
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.storage.vocabulary_files import load_own

LINES = "ohwx man, black hair\nohwx, a man in a suit\na man standing in an office"


def with_lines(dataset: Path, setting: str = "") -> list[str]:
    (dataset / "a.txt").write_text(LINES)
    if setting:
        (dataset / ".tui-captioner").mkdir()
        (dataset / ".tui-captioner" / "project.toml").write_text(f'[input]\nlines = "{setting}"\n')
    session = open_session(dataset, writable=False)
    try:
        return [notice.message for notice in session.notices]
    finally:
        session.close()


def test_sidecars_of_several_lines_are_said_with_both_ways_to_take_them(dataset: Path) -> None:
    (said,) = with_lines(dataset)
    for words in ("1 of 2", "several lines", "--lines alternatives", '"captions"', '"one"'):
        assert words in said


@pytest.mark.parametrize("setting", ["captions", "one"])
def test_it_is_not_said_where_it_was_decided(dataset: Path, setting: str) -> None:
    assert with_lines(dataset, setting) == []


def test_the_setting_knows_two_words(tmp_path: Path) -> None:
    (tmp_path / "project.toml").write_text('[input]\nlines = "one"\n')
    assert load_settings(tmp_path / "project.toml").lines == "one"
    (tmp_path / "project.toml").write_text('[input]\nlines = "two"\n')
    with pytest.raises(SettingsError, match="'lines' must be captions or one"):
        load_settings(tmp_path / "project.toml")


def test_lists_that_were_imported_are_listed(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tags = dataset.parent / "tags.csv"
    tags.write_text("hatsune_miku,4,90,\n^_^,0,9,\nquokka_plushie,0,5,\n")
    assert main(["vocab", str(dataset), "import", str(tags)]) == 0
    capsys.readouterr()
    assert main(["vocab", str(dataset), "list", "--json"]) == 0
    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert {"hatsune miku", "^_^", "quokka plushie"} <= set(texts)
    assert len(texts) == len(set(texts))
    damaged = dataset / ".tui-captioner" / "lists" / "tags.terms"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert main(["vocab", str(dataset), "list"]) == 1
    assert "tags.terms" in capsys.readouterr().err


@pytest.mark.parametrize("text", ['{"a": "b", "c": "d",  "e": [1, 1]}', "a cat, a dog, a cat", "f/1.8, 50mm,f/1.8"])
def test_a_caption_is_imported_as_it_stands(dataset: Path, text: str) -> None:
    rows = dataset.parent / "x.jsonl"
    rows.write_text(json.dumps({"file_name": "a.png", "text": text}))
    assert main(["import", str(dataset), str(rows)]) == 0
    assert (dataset / "a.txt").read_text() == text


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", "девушка, улыбка"), ("gb18030", "女孩, 微笑"), ("utf-16", "1girl, é")]
)
def test_sidecars_in_another_encoding_are_taken_over_as_one_step(
    dataset: Path, capsys: pytest.CaptureFixture[str], encoding: str, text: str
) -> None:
    (dataset / "c.png").write_bytes(PNG)
    old = text.encode(encoding)
    for name in ("a.txt", "c.txt"):
        (dataset / name).write_bytes(old)
    command = ["import", str(dataset), "--from", "sidecar", "--encoding", encoding]
    assert main([*command, "--dry-run"]) == 0
    assert text in capsys.readouterr().out
    assert (dataset / "a.txt").read_bytes() == old
    assert main(command) == 0
    assert [(dataset / name).read_text("utf-8") for name in ("a.txt", "c.txt")] == [text, text]
    session = open_session(dataset)
    finish(session.undo())
    session.close()
    assert [(dataset / name).read_bytes() for name in ("a.txt", "c.txt")] == [old, old]


BAD_TOML = {
    "digits": b"a = 1\nb = " + b"9" * 5000,
    "brackets": b"a = " + b"[" * 3000,
    "key of many parts": b"a = 1\n" + b"b . " * 20_000 + b"c = 1",
    "latin-1": b'a = "caf\xe9"',
    "no toml": b"a = = 1",
}


@pytest.mark.parametrize("read", [load_settings, load_own, load_user_settings])
@pytest.mark.parametrize("case", BAD_TOML)
def test_toml_of_any_kind_is_refused_by_name(tmp_path: Path, case: str, read: object) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(BAD_TOML[case])
    assert callable(read)
    with pytest.raises(SettingsError, match=r"x\.toml is not valid TOML"):
        read(path)


def test_the_line_of_an_endless_number_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(BAD_TOML["digits"])
    with pytest.raises(SettingsError, match="line 2"):
        load_settings(tmp_path / "x.toml")


def test_utf_16_without_a_mark_is_told_by_its_zeros_or_refused(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = dataset.parent / "x.csv"
    table.write_bytes("file_name,text\na.png,sitting\n".encode("utf-16-be"))
    assert main(["import", str(dataset), str(table), "--encoding", "utf-16"]) == 0
    assert (dataset / "a.txt").read_text() == "sitting"
    table.write_bytes("女孩微笑".encode("utf-16-be"))
    assert main(["import", str(dataset), str(table), "--encoding", "utf-16"]) == 1
    assert "utf-16-le or utf-16-be" in capsys.readouterr().err


def test_a_list_with_an_endless_count_leaves_that_line_out(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tags = dataset.parent / "counted.txt"
    tags.write_text("hat,5\nscarf," + "9" * 5000 + "\nboots,7\n")
    assert main(["vocab", str(dataset), "import", str(tags)]) == 0
    captured = capsys.readouterr()
    assert "Imported 2 terms" in captured.out
    assert "1 lines are no terms" in captured.err
