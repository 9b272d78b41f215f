from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE

from tests.support.tokenizer_files import t5_file
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.tokens import CLIP, LLAMA, QWEN, T5
from tui_captioner.storage import tokenizers
from tui_captioner.storage.tokenizers import describe_tokenizers, find_tokenizers, read_tokenizer


def test_a_named_file_counts_without_marks_and_without_truncation(tmp_path: Path) -> None:
    found = find_tokenizers([CLIP, T5], [t5_file(tmp_path / "tokenizer.json")])
    assert found["t5"].count("w1 w2 w30 w4") == 4
    assert found["t5"].source.endswith("tokenizer.json")


def test_files_in_the_cache_of_hugging_face_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    assert "t5" not in find_tokenizers([T5])
    damaged = tmp_path / "models--a--b" / "snapshots" / "1" / "tokenizer.json"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("{")
    t5_file(tmp_path / "models--x--flux" / "snapshots" / "abc" / "tokenizer_2" / "tokenizer.json")
    found = find_tokenizers([T5, QWEN])
    assert set(found) == {"t5"}
    assert found["t5"].count("w1 w2") == 2


def test_what_counts_exactly_is_told_and_what_would_let_the_others_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(tokenizers, "_instant_clip", lambda: None)
    everything = "CLIP, T5, umT5, Qwen, Gemma, Llama, Mistral: estimated, marked ~"
    named = "name a tokenizer.json in the project's [tokens]"
    assert describe_tokenizers() == f"{everything} ({named})"
    path = t5_file(tmp_path / "models--x" / "snapshots" / "abc" / "tokenizer.json")
    others = "CLIP, umT5, Qwen, Gemma, Llama, Mistral: estimated, marked ~"
    assert describe_tokenizers() == f"T5 by {path}; {others} ({named})"
    monkeypatch.setattr(tokenizers, "has_tokenizers", lambda: False)
    assert describe_tokenizers() == f'{everything} (pip install "tui-captioner[tokens]", and {named})'


def test_clip_is_counted_exactly_where_its_tokenizer_has_wheels() -> None:
    pytest.importorskip("instant_clip_tokenizer", reason="it has no wheel for this machine")
    count = find_tokenizers([CLIP])["clip"].count
    assert count("") == 0
    assert count("smile") == 1
    # Counted with OpenAI's vocabulary: figures of the trainers' own tokenizers.
    assert count("1girl, solo, smile") == 6
    assert count("(smile:1.2)") == 7


@pytest.mark.parametrize("content", ["", "{}", "no json"])
def test_what_is_no_tokenizer_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text(content)
    with pytest.raises(CaptionerError, match="tokenizer"):
        read_tokenizer(path)


def test_an_unknown_vocabulary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    Tokenizer(BPE({"a": 0}, [])).save(str(path))
    with pytest.raises(CaptionerError, match="no text encoder that is known"):
        read_tokenizer(path)
    with pytest.raises(CaptionerError, match="no tokenizer file"):
        read_tokenizer(tmp_path / "nowhere.json")


def test_without_the_package_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizers, "has_tokenizers", lambda: False)
    with pytest.raises(CaptionerError, match=r"tui-captioner\[tokens\]"):
        read_tokenizer(t5_file(tmp_path / "tokenizer.json"))
    assert LLAMA.key not in find_tokenizers([LLAMA])
