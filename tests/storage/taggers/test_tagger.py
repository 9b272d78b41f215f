"""Tiny taggers that tell red from blue, in the shapes that real ones have."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.support.tiny_tagger import tiny_model, write_tagger
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.storage.images.decoder_answers import Pixels
from tui_captioner.storage.taggers.tagger import Tagger, TaggerError

RED, BLUE = Pixels(b"\xff\0\0" * 800, 40, 20), Pixels(b"\0\0\xff" * 800, 40, 20)
RED_FIRST = [[1.0, 0.0, -1.0], [-1.0, 0.0, 1.0]]
BLUE_FIRST = [[-1.0, 0.0, 1.0], [1.0, 0.0, -1.0]]
CSV = "tag_id,name,category,count\n1,red_hat,0,5\n2,blue_sky,0,4\n"
MAPPING = '{"0": {"tag": "red_hat", "category": "General"}, "1": {"tag": "blue_sky", "category": "General"}}'
VOCABULARY = '{"idx_to_tag": ["red_hat", "blue_sky"]}'


def scaled(weights: Sequence[Sequence[float]], by: float) -> list[list[float]]:
    return [[by * each for each in row] for row in weights]


Make = Callable[[Path], Path]
SHAPES: dict[str, Make] = {
    "WD": lambda folder: write_tagger(folder, tiny_model(scaled(BLUE_FIRST, 0.05)), {"selected_tags.csv": CSV}),
    "PixAI 0.9": lambda folder: write_tagger(
        folder,
        tiny_model(RED_FIRST, channels_first=True, output="prediction", before=["embedding"]),
        {"selected_tags.csv": CSV},
    ),
    "CL Tagger v1": lambda folder: write_tagger(
        folder, tiny_model(scaled(BLUE_FIRST, 9), channels_first=True, sigmoid=False), {"tag_mapping.json": MAPPING}
    ),
    "CL Tagger v2": lambda folder: write_tagger(
        folder,
        tiny_model(scaled(RED_FIRST, 9), channels_first=True, side="side", sigmoid=False),
        {"model_vocabulary.json": VOCABULARY},
    ),
}


@pytest.mark.parametrize("family", SHAPES)
def test_it_sees_red_in_a_red_picture_and_blue_in_a_blue_one(tmp_path: Path, family: str) -> None:
    pytest.importorskip("onnxruntime")
    tagger = Tagger(SHAPES[family](tmp_path / "tiny"))
    try:
        assert (tagger.family.name, tagger.name) == (family, "tiny")
        red, blue = tagger.scores(RED), tagger.scores(BLUE)
        assert red[0] > 0.6 > 0.4 > red[1]
        assert blue[0] < 0.4 < 0.6 < blue[1]
        assert red[0] + red[1] == pytest.approx(1, abs=1e-3)
    finally:
        tagger.close()


def test_another_number_of_tags_than_scores_is_refused_with_both(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    folder = write_tagger(tmp_path / "tiny", tiny_model(RED_FIRST), {"selected_tags.csv": CSV + "3,hat,0,1\n"})
    with pytest.raises(WrongUseError, match="3 tags, but the model gives 2 scores"):
        Tagger(folder)


def test_a_model_that_is_none_is_refused_by_its_name(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    folder = write_tagger(tmp_path / "tiny", b"version https://git-lfs", {"selected_tags.csv": CSV})
    with pytest.raises(TaggerError, match=r"model\.onnx can't be opened"):
        Tagger(folder)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "no model.onnx"),
        ({"a.onnx": "", "b.onnx": ""}, "several models"),
        ({"model.onnx": ""}, "none of selected_tags.csv"),
        ({"model.onnx": "", "selected_tags.csv": "a,b"}, "no column"),
    ],
)
def test_a_folder_that_is_no_tagger_is_wrong_use(tmp_path: Path, files: dict[str, str], why: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(WrongUseError, match=why):
        Tagger(tmp_path)
    with pytest.raises(WrongUseError, match="is no folder"):
        Tagger(tmp_path / "nowhere")


def test_a_pipe_in_place_of_the_list_is_not_waited_for(tmp_path: Path) -> None:
    folder = write_tagger(tmp_path / "tiny", b"", {})
    os.mkfifo(folder / "selected_tags.csv")
    with pytest.raises(CaptionerError, match=r"selected_tags\.csv is not a regular file"):
        Tagger(folder)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import sys; sys.exit(3)",
        "print('hello')",
        "import sys; print('hello' * 9, flush=True); sys.stdin.read()",
    ],
    ids=["silent", "fails", "talks", "talks nonsense and stays"],
)
def test_a_process_that_ends_is_said(tmp_path: Path, code: str) -> None:
    folder = write_tagger(tmp_path / "tiny", b"", {"selected_tags.csv": CSV})
    with pytest.raises(TaggerError, match="the process of the tagger ended"):
        Tagger(folder, [sys.executable, "-c", code])


def test_without_onnxruntime_one_line_says_what_to_install(tmp_path: Path) -> None:
    folder = write_tagger(tmp_path / "tiny", b"", {"selected_tags.csv": CSV})
    code = (
        "import sys; sys.modules['onnxruntime'] = None;"
        "from tui_captioner.storage.taggers.worker import main; main('model.onnx')"
    )
    with pytest.raises(TaggerError) as caught:
        Tagger(folder, [sys.executable, "-c", code])
    assert "onnxruntime" in caught.value.message
    assert "tui-captioner[tagger]" in caught.value.hint
