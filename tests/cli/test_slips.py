"""Slips on the command line are answered with what was meant; other programs' names for things are understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tui_captioner.cli import known_names
from tui_captioner.cli.image_names import ImageNames
from tui_captioner.cli.main import main
from tui_captioner.cli.parser import build_parser
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.trainers.names import NAMES
from tui_captioner.formats.names import EXPORTS
from tui_captioner.services.importing.import_options import format_names


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said of arguments that end with 2, in the last line."""
    try:
        status: object = main(arguments)
    except SystemExit as end:
        status = end.code
    assert status == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "'chekc' is no folder and no command. Did you mean check?"),
        (["chekc", "."], "Did you mean check?"),
        (["zebra", "."], "'zebra' is no folder and no command. Commands are open, demo"),
        (["show", ".", "--jsn"], "there is no option --jsn. Did you mean --json?"),
        (["show", ".", "--zebra"], "there is no option --zebra. See tui-captioner --help"),
        (["import", ".", "--mode", "replcae"], "'replcae' is not known. Did you mean replace?"),
        (["check", ".", "--for", "koyha"], "there is no trainer 'koyha'. Did you mean sd-scripts?"),
        (["export", ".", "--to", "webdatset"], "there is no format 'webdatset'. Did you mean webdataset?"),
        (["export", ".", "--to", "kohya"], "reads sidecars (--to sidecars) or metadata (--to kohya-jsonl)"),
        (["export", ".", "--to", "jsonl"], "several formats end in .jsonl"),
        (["import", ".", "--from", "slots-json"], "Did you mean slots-jsonl?"),
        (["import", ".", "--from", "zebra"], "It is one of auto, sidecar"),
        (["vocab", ".", "lst"], "Did you mean list?"),
        (["undo", ".", "x"], "'x' is no number of 0 or more"),
        (["log", ".", "9" * 30], "is no number of 0 or more"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_was_meant_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in refused(capsys, *arguments)


@pytest.mark.parametrize(
    ("option", "word", "meant"),
    [
        ("check --for", "kohya", "sd-scripts"),
        ("check --for", "SD_Scripts", "sd-scripts"),
        ("check --for", "kohya_ss", "sd-scripts"),
        ("check --for", "musubi-tuner", "musubi"),
        ("check --for", "OneTrainer", "onetrainer"),
        ("export --to", "txt", "sidecars"),
        ("export --to", ".txt", "sidecars"),
        ("export --to", "HF", "hf-imagefolder"),
        ("export --to", "musubi", "musubi-jsonl"),
        ("import --from", "txt", "sidecar"),
        ("import --from", "kohya_ss", "kohya"),
        ("import --from", "a1111", "infotext"),
    ],
)
def test_other_names_are_understood(option: str, word: str, meant: str) -> None:
    command, name = option.split()
    options = build_parser().parse_args([command, ".", name, word])
    assert meant in (getattr(options, "target", None), getattr(options, "to", None), getattr(options, "format", None))


def test_the_names_stand_for_what_there_is() -> None:
    assert set(known_names.TRAINERS.values()) <= set(NAMES)
    assert set(known_names.EXPORTED.values()) <= set(EXPORTS)
    assert set(known_names.IMPORTED.values()) <= set(known_names.IMPORTS)
    assert list(known_names.IMPORTS) == list(format_names())


def test_a_folder_named_like_a_slip_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chekc").mkdir()
    (tmp_path / "chekc" / "a.png").write_bytes(PNG)
    assert main(["chekc"]) == 1
    assert "needs a terminal" in capsys.readouterr().err


NAMES_HERE = ("0031.png", "sub/0032.png", "sub/a.b.webp", "one/cat.png", "two/cat.jpg", "two/dog.png", "x\\x1b.png")


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("0031.png", "0031.png"),
        ("0031", "0031.png"),
        ("./0031", "0031.png"),
        ("0032", "sub/0032.png"),
        ("sub/0032", "sub/0032.png"),
        ("a.b", "sub/a.b.webp"),
        ("one/cat", "one/cat.png"),
        ("cat.jpg", "two/cat.jpg"),
        ("dog", "two/dog.png"),
    ],
)
def test_images_go_by_as_much_of_their_path_as_is_theirs_alone(named: str, meant: str) -> None:
    assert ImageNames(NAMES_HERE, "set").find(named) == meant


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("cat", "'cat' may be any of one/cat.png, two/cat.jpg. Name its folder too"),
        ("0033", "There is no image 0033 in set. Did you mean 003"),
        ("zebra", "There is no image zebra in set. tui-captioner show set lists them"),
        ("", "There is no image"),
        ("/", "There is no image"),
        ("32", "There is no image 32"),
    ],
)
def test_a_name_that_is_none_or_several_is_answered(named: str, said: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        ImageNames(NAMES_HERE, "set").find(named)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "{long}"],
        ["import", ".", "--from", "auto", "{long}"],
        ["export", ".", "--to", "csv", "-o", "{long}/captions.csv"],
        ["check", ".", "--for", "musubi", "--write-config", "{long}"],
        ["backup", ".", "--to", "{long}"],
        ["draft", ".", "--tagger", "{long}"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_path_that_no_file_can_have_is_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, *(word.format(long="x" * 300) for word in arguments))
    assert "can't be looked at: File name too long" in said
    assert len(said) < 300
