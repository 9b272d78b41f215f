"""Captions exported in other dialects: beside the caption, in its place, or in the column of a table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.support.exports import A, run, snapshot
from tests.support.tui_material import open_session, put
from tui_captioner.domain.trainers.settings.makers import MAKERS
from tui_captioner.services.exporting.export_plan import ExportError, WrongExportError

IDEOGRAM = (
    '{"high_level_description":"photograph standing",'
    '"compositional_deconstruction":{"background":"","elements":[{"type":"obj","desc":"standing"}]}}'
)


@pytest.fixture
def one(dataset: Path) -> Path:
    """An image with two captions; its first one is `A`."""
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"], action=["standing"])
    session.close()
    (dataset / "b.txt").unlink(missing_ok=True)
    return dataset


def test_sidecars_get_a_file_for_each_dialect_beside_the_caption(one: Path, tmp_path: Path) -> None:
    report = run(one, "sidecars", output=tmp_path / "out", dialects=("prose", "ideogram4", "flux2", "fibo"))
    files = {name: data.decode() for name, data in snapshot(tmp_path / "out").items() if name.startswith("a.")}
    assert files["a.txt"] == A
    assert files["a.prose.txt"] == "a photograph, standing"
    assert json.loads(files["a.flux2.json"]) == {"subjects": [{"action": "standing"}], "style": "photograph"}
    assert json.loads(files["a.ideogram.json"])["compositional_deconstruction"]["elements"][0]["desc"] == "standing"
    assert json.loads(files["a.fibo.json"])["objects"] == [{"action": "standing"}]
    assert set(files) == {"a.txt", "a.prose.txt", "a.ideogram.json", "a.flux2.json", "a.fibo.json"}
    assert any("the style is told in high_level_description" in warning for warning in report.warnings)


@pytest.mark.parametrize(
    ("trainer", "files"),
    [
        ("ai-toolkit", {"a.txt", "a.ideogram.json"}),
        ("musubi", {"a.txt", "a.json"}),
        ("sd-scripts", {"a.txt", "a.json"}),
        ("simpletuner", {"a.txt"}),
        ("onetrainer", {"a.txt"}),
        ("diffusion-pipe", {"a.txt"}),
    ],
)
def test_a_trainer_gets_the_suffix_that_it_reads(one: Path, tmp_path: Path, trainer: str, files: set[str]) -> None:
    run(one, "sidecars", output=tmp_path / "out", dialects=("ideogram4",), trainer=trainer)
    written = {name: data for name, data in snapshot(tmp_path / "out").items() if name.startswith("a.")}
    assert set(written) == files
    holder = next(name for name in written if name.endswith(".json") or len(files) == 1)
    assert json.loads(written[holder])["compositional_deconstruction"]


@pytest.mark.parametrize(
    ("trainer", "said"), [("musubi", '".json"'), ("ai-toolkit", "ideogram.json"), ("sd-scripts", '".json"')]
)
def test_the_settings_of_the_trainer_name_that_suffix(one: Path, tmp_path: Path, trainer: str, said: str) -> None:
    report = run(one, "sidecars", output=tmp_path / "out", dialects=("ideogram4",), trainer=trainer, images="link")
    assert report.facts is not None
    assert said in MAKERS[trainer](report.facts).text
    assert "enable_wildcard = true" not in MAKERS[trainer](report.facts).text


def test_a_table_has_the_json_as_a_text(one: Path, tmp_path: Path) -> None:
    run(one, "csv", output=tmp_path / "metadata.csv", dialects=("fibo",))
    rows = list(csv.DictReader((tmp_path / "metadata.csv").read_text(encoding="utf-8").splitlines()))
    found = next(row for row in rows if row["file_name"] == "a.png")
    assert json.loads(found["caption"])["objects"] == [{"action": "standing"}]


def test_a_caption_that_is_json_is_written_as_it_is_or_left_out(one: Path, tmp_path: Path) -> None:
    (one / "b.txt").write_text(IDEOGRAM, encoding="utf-8")
    run(one, "sidecars", output=tmp_path / "out", dialects=("ideogram4",))
    assert (tmp_path / "out" / "b.ideogram.json").read_text(encoding="utf-8") == IDEOGRAM
    report = run(one, "sidecars", output=tmp_path / "other", dialects=("flux2",))
    assert [(left.name, left.reason, left.trouble) for left in report.skipped if left.trouble] == [
        ("b.png", "its caption is Ideogram 4's JSON, and not Flux.2's JSON", True)
    ]


@pytest.mark.parametrize(
    ("to", "options"),
    [
        ("webdataset", {}),
        ("slots-jsonl", {}),
        ("csv", {"dialects": ("fibo", "flux2")}),
        ("sidecars", {"dialects": ("fibo", "flux2"), "trainer": "musubi"}),
        ("sidecars", {"lines": True}),
        ("sidecars", {"files": True}),
        ("sidecars", {"template": "sentence"}),
    ],
)
def test_what_does_not_go_with_a_dialect_is_refused(
    one: Path, tmp_path: Path, to: str, options: dict[str, object]
) -> None:
    with pytest.raises(WrongExportError):
        run(one, to, output=tmp_path / "out", **{"dialects": ("ideogram4",), **options})
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_there_is_not_overwritten(one: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.ideogram.json").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"a\.ideogram\.json exists"):
        run(one, "sidecars", output=out, dialects=("ideogram4",))
    assert (out / "a.ideogram.json").read_text(encoding="utf-8") == "mine"
