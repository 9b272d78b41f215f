"""A JSON list that is in no known shape is refused in words about what it holds, not about a tagger's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.cli.main import main


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[["a.png", "a cat"], ["b.png", "a dog"]]', "item 1: a list where an object must be"),
        ('["a cat", "a dog"]', "item 1: text where an object must be"),
        ("[1, 2]", "item 1: a number where an object must be"),
    ],
)
def test_it_is_said_what_stands_there(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "list.json").write_text(text)
    assert main(["import", str(dataset), str(tmp_path / "list.json")]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert '[{"file_name": "a.png", "caption": "..."}, ...]' in told
    assert "wd14" not in told
