"""What other caption editors lose or alter on the way in and out, over whole datasets: none of it is lost here."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.exports import run
from tests.support.imports import plan_import, read_source
from tests.support.tui_material import open_session, put
from tui_captioner.cli.main import main
from tui_captioner.domain.caption import Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.importing.import_options import ImportOptions
from tui_captioner.services.importing.importing import carry_out
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.services.session.sidecars import SidecarChangedError

ODD = (
    "kurokawa_rei, 1girl, Blue Sky, blue sky, woman, man, long hair, hair",
    r"artoria pendragon \(fate\), :d, >_<, ^_^, (smile:1.2), ((solo)), [blur], {red|blue} hat, <lora:x:0.8>",
    'fate/extra, 50%, #1, a=b, @home, `x`, $HOME, it\'s, "quoted", a\\b, semi;colon, a|b',
    "A woman stands, smiling, in a red hat. Behind her: a wall! Is it old? Yes, 1,000 years.",
    "кошка, 猫, café, cafe\u0301, 😀, naïve, ﬁne, odd\u2028one, non\u00a0breaking",
    "standing, standing ovation, ovation",
)
"""Captions with what is lost elsewhere: underscores, case, escapes, weights, emoticons, paths, prose, other scripts."""

IMPORTED_BY = {
    "hf-imagefolder": "hf-metadata",
    "captions-json": "captions-json",
    "kohya-jsonl": "kohya",
    "musubi-jsonl": "musubi",
    "csv": "csv",
    "webdataset": "webdataset",
    "civitai-zip": "civitai-zip",
    "slots-jsonl": "slots-jsonl",
}


def images(folder: Path) -> Path:
    folder.mkdir()
    for number in range(len(ODD)):
        (folder / f"n{number}.png").write_bytes(PNG)
    return folder


def texts(folder: Path) -> list[str]:
    return [(folder / f"n{number}.txt").read_bytes().decode() for number in range(len(ODD))]


@pytest.mark.parametrize("to", IMPORTED_BY)
def test_captions_come_back_from_every_format_as_they_were(tmp_path: Path, to: str) -> None:
    source, target = images(tmp_path / "source"), images(tmp_path / "target")
    for number, text in enumerate(ODD):
        (source / f"n{number}.txt").write_bytes(text.encode())
    (path, *_) = run(source, to, output=tmp_path / "out").paths
    assert main(["import", str(target), "--from", IMPORTED_BY[to], str(path)]) == 0
    assert texts(target) == list(ODD)
    assert texts(source) == list(ODD)


def test_sidecars_come_back_too(tmp_path: Path) -> None:
    source = images(tmp_path / "source")
    for number, text in enumerate(ODD):
        (source / f"n{number}.txt").write_bytes(text.encode())
    run(source, "sidecars", output=tmp_path / "out", images="copy")
    assert texts(tmp_path / "out") == list(ODD)


def test_every_line_of_a_caption_survives_an_edit(dataset: Path) -> None:
    lines = ["standing, red hat", "a second line", "", "A third. And more of it.", "the last"]
    for end in ("\n", "\r\n", "\r"):
        (dataset / "b.txt").write_bytes(end.join(lines).encode())
        session = open_session(dataset)
        caption = session.record("b.png").caption
        assert session.edit("b.png", "add", caption.added("details", [Tag("one more")]))
        text = (dataset / "b.txt").read_bytes().decode()
        finish(session.undo())
        session.close()
        # Nothing joins lines unasked: each is still there, and the new tag stands in one of them.
        assert [line.removesuffix(", one more").removesuffix(" one more") for line in text.split(end)] == lines
        assert text.count("one more") == 1
        assert (dataset / "b.txt").read_bytes() == end.join(lines).encode()


def test_another_order_alone_is_a_change_from_outside(dataset: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", action=["standing", "smiling"])
    (dataset / "a.txt").write_bytes(b"smiling, standing")
    session.refresh("a.png")
    assert session.conflict("a.png") is not None
    with pytest.raises(SidecarChangedError):
        session.edit("a.png", "add", session.record("a.png").caption.added("action", [Tag("waving")]))
    session.close()
    assert (dataset / "a.txt").read_bytes() == b"smiling, standing"


def test_the_undo_of_an_import_leaves_what_was_changed_outside_since(dataset: Path) -> None:
    file = dataset.parent / "captions.json"
    file.write_text(json.dumps({"a.png": ["standing"], "c.png": ["sitting"]}))
    assert main(["import", str(dataset), str(file)]) == 0
    (dataset / "c.txt").write_bytes(b"mine")
    session = Session.open(dataset)
    finish(session.undo())
    session.close()
    assert not (dataset / "a.txt").exists()
    assert (dataset / "c.txt").read_bytes() == b"mine"


def test_an_import_writes_no_sidecar_that_two_images_share(dataset: Path) -> None:
    (dataset / "a.jpg").write_bytes(PNG)
    (dataset / "a.txt").write_bytes(b"of both")
    file = dataset.parent / "captions.json"
    file.write_text(json.dumps({"a.png": ["standing"], "a.jpg": ["sitting"]}))
    main(["import", str(dataset), str(file), "--mode", "replace"])
    assert (dataset / "a.txt").read_bytes() == b"of both"
    session = open_session(dataset, writable=False)
    assert [session.caption(name) for name in ("a.png", "a.jpg")] == ["standing", "sitting"]
    session.close()


def test_neither_export_nor_check_changes_a_byte_of_the_dataset(dataset: Path, tmp_path: Path) -> None:
    (dataset / "a.txt").write_bytes(b"\xef\xbb\xbfwith a BOM\r\nand lines\r\n")
    (dataset / "c.txt").write_bytes(b"caf\xe9")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in dataset.iterdir()}
    for to in IMPORTED_BY:
        main(["export", str(dataset), "--to", to, "-o", os.fspath(tmp_path / to)])
    for target in ("sd-scripts", "diffusers", "webdataset"):
        main(["check", str(dataset), "--for", target])
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in dataset.iterdir()} == before


def test_an_import_does_not_write_over_what_another_session_did_since_it_looked(dataset: Path) -> None:
    session = open_session(dataset)
    options = ImportOptions("captions-json", dataset.parent / "captions.json")
    (dataset.parent / "captions.json").write_text(json.dumps({"a.png": ["standing"]}))
    plan = plan_import(session, read_source(session, options), options)
    other = open_session(dataset)
    put(other, "a.png", action=["sitting"])
    other.close()
    with pytest.raises(CaptionerError, match="Another session has changed this dataset meanwhile"):
        finish(carry_out(session, plan, "import"))
    session.close()
    assert (dataset / "a.txt").read_bytes() == b"sitting"
