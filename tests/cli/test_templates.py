"""`show` and `export` with `--template`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.command_line import is_safe, run


def test_show_prints_what_a_template_makes_and_what_it_leaves_out(dataset: Path) -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text('[templates]\nmine = "{type.medium|a}"\n', encoding="utf-8")
    done = run("show", dataset, "b.png", "--template", "mine")
    assert (done.returncode, done.stdout.splitlines()[1]) == (0, "  a photograph")
    assert done.stderr == (
        "Note: the template 'mine' has no place for 3 tags in 1 caption: of a woman (1), standing (1), "
        "a thing unheard of (1)\n"
    )
    row = json.loads(run("show", dataset, "b.png", "--template", "mine", "--json").stdout)
    assert row["template_text"] == "a photograph"
    assert row["template_left"] == ["of a woman", "standing", "a thing unheard of"]
    assert row["caption"] == "photograph, of a woman, standing, a thing unheard of"


def test_a_template_that_is_none_is_wrong_use(dataset: Path) -> None:
    for command, *options in (("show",), ("export", "--to", "csv")):
        done = run(command, dataset, *options, "--template", "sentence\x1b[2J")
        assert (done.returncode, done.stdout) == (2, "")
        assert "--template: there is no template" in done.stderr
        assert is_safe(done.stderr)


def test_export_writes_sentences(dataset: Path, tmp_path: Path) -> None:
    done = run("export", dataset, "--to", "sidecars", "-o", tmp_path / "out", "--template", "sentence")
    assert done.returncode == 0
    text = (tmp_path / "out" / "b.txt").read_text(encoding="utf-8")
    assert text == "a photograph of a woman standing, a thing unheard of"
