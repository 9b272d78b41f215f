"""`show` and `export` with `--dialect`, and what `check` says of dialects that are kept."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.command_line import is_safe, run


def test_show_prints_a_caption_in_a_dialect(dataset: Path) -> None:
    row = json.loads(run("show", dataset, "b.png", "--dialect", "flux.2", "--json").stdout)
    assert json.loads(row["dialect_text"])["subjects"] == [{"description": "of a woman", "action": "standing"}]
    (dataset / "b.txt").write_text('{"scene":"a"}', encoding="utf-8")
    done = run("show", dataset, "b.png", "--dialect", "fibo")
    assert (done.returncode, done.stderr) == (
        1,
        "tui-captioner: b.png: its caption is Flux.2's JSON, and not FIBO's JSON\n",
    )


def test_a_dialect_that_is_none_is_wrong_use(dataset: Path) -> None:
    for command, *options in (("show",), ("export", "--to", "csv")):
        done = run(command, dataset, *options, "--dialect", "ideogramm\x1b[2J")
        assert (done.returncode, done.stdout) == (2, "")
        assert "there is no dialect" in done.stderr
        assert is_safe(done.stderr)


def test_an_edit_by_a_command_writes_the_dialects_that_are_kept_and_check_names_them(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text('[output]\ndialects = ["flux2"]\n', encoding="utf-8")
    assert run("tags", dataset, "rename", "standing", "sitting").returncode == 0
    assert '"action":"sitting"' in (dataset / "b.flux2.json").read_text(encoding="utf-8")
    assert "captions lie in other dialects too" in run("check", dataset, "--for", "ai-toolkit").stdout
    assert "--dialect flux2 --for simpletuner" in run("check", dataset, "--for", "simpletuner").stdout
    assert run("undo", dataset).returncode == 0
    assert '"action":"standing"' in (dataset / "b.flux2.json").read_text(encoding="utf-8")
