from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tokenizer_files import t5_file
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.services.session.project import Project
from tui_captioner.services.session.tokens import TokenCounter


def counter(dataset: Path, settings: str) -> TokenCounter:
    (dataset / ".tui-captioner").mkdir(exist_ok=True)
    (dataset / ".tui-captioner" / "project.toml").write_text(f"[tokens]\n{settings}\n")
    project = Project(dataset, writable=False)
    try:
        return TokenCounter(project)
    finally:
        project.close()


def test_counts_are_estimates_until_a_tokenizer_is_loaded(dataset: Path) -> None:
    t5_file(dataset / ".tui-captioner" / "t5.json")
    tokens = counter(dataset, 'model = "flux-dev"\ntokenizers = [".tui-captioner/t5.json"]')
    before = tokens.counts("w1 w2 w3")
    assert [count.mark for count in before] == ["~", "~"]
    tokens.load()
    _, t5 = tokens.counts("w1 w2 w3")
    assert t5.shown == "3/511"
    assert tokens.sources[1][1].endswith("t5.json")


def test_a_named_file_that_is_missing_is_said_and_counts_stay_estimates(dataset: Path) -> None:
    tokens = counter(dataset, 'model = "pixart"\ntokenizers = ["nowhere.json"]')
    with pytest.raises(CaptionerError, match=r"nowhere\.json"):
        tokens.load()
    assert [count.mark for count in tokens.counts("a cat")] == ["~"]
