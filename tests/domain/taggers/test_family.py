"""Which family a tagger is of is told by its file and by what its model says of itself."""

from __future__ import annotations

import pytest

from tui_captioner.domain.taggers.family import (
    ANIMETIMM,
    CAMIE,
    CL_1,
    CL_2,
    DEEPDANBOORU,
    JOYTAG,
    PIXAI_0,
    PIXAI_1,
    WD,
    Family,
    ModelShape,
    TaggerUnknownError,
    family_of,
    labels_file,
    scores_output,
)

ROWS_FIRST, COLOURS_FIRST = (0, 448, 448, 3), (1, 3, 448, 448)
SCORES = (("output", 5),)


@pytest.mark.parametrize(
    ("files", "shape", "outputs", "family"),
    [
        ({"selected_tags.csv"}, ROWS_FIRST, SCORES, WD),
        ({"selected_tags.csv"}, COLOURS_FIRST, (("embedding", 9), ("logits", 5), ("prediction", 5)), PIXAI_0),
        ({"selected_tags.csv"}, (0, 3, 1008, 1008), SCORES, PIXAI_1),
        ({"tag_mapping.json"}, COLOURS_FIRST, SCORES, CL_1),
        ({"model_vocabulary.json", "model_metadata.json"}, (0, 3, 384, 384), SCORES, CL_2),
        ({"camie-tagger-v2-metadata.json"}, (0, 3, 512, 512), (("first", 5), ("refined", 5), ("k", 2)), CAMIE),
        ({"top_tags.txt"}, COLOURS_FIRST, SCORES, JOYTAG),
        ({"tags.csv"}, (0, 512, 512, 3), SCORES, DEEPDANBOORU),
    ],
)
def test_eight_families_are_told_apart(
    files: set[str], shape: tuple[int, ...], outputs: tuple[tuple[str, int], ...], family: Family
) -> None:
    assert family_of(labels_file({"model.onnx", *files}), ModelShape(shape, outputs)) is family


def test_what_a_preprocess_file_says_is_done() -> None:
    text = (
        '{"test": [{"type": "pad_to_size", "size": [512, 512], "background_color": "white"}, '
        '{"type": "resize", "size": [448, 448]}, {"type": "center_crop", "size": [448, 448]}, '
        '{"type": "normalize", "mean": [0.4, 0.5, 0.6], "std": [0.1, 0.2, 0.3]}]}'
    )
    family = family_of("selected_tags.csv", ModelShape(COLOURS_FIRST, SCORES), text)
    assert (family.name, family.side, family.squashes) == (ANIMETIMM.name, 448, False)
    assert (family.mean, family.std) == ((0.4, 0.5, 0.6), (0.1, 0.2, 0.3))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"test": 5}', '{"test": [{"size": 1}]}', '{"test": [{"type": "normalize", "std": [0, 1, 1]}]}',
     '{"test": [{"type": "resize", "size": "x"}]}', '{"test": [{"type": "resize", "size": Infinity}]}',
     '{"test": [{"type": "normalize", "mean": [1%s, 1, 1]}]}' % ("0" * 400), "[" * 100_000],
)  # fmt: skip
def test_a_preprocess_file_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(TaggerUnknownError, match=r"preprocess\.json"):
        family_of("selected_tags.csv", ModelShape(COLOURS_FIRST, SCORES), text)


@pytest.mark.parametrize(
    ("labels", "shape"),
    [
        ("selected_tags.csv", COLOURS_FIRST),
        ("selected_tags.csv", (0, 1, 448, 448)),
        ("selected_tags.csv", (0, 448)),
        ("tag_mapping.json", ROWS_FIRST),
        ("tags.csv", COLOURS_FIRST),
    ],
)
def test_a_model_that_its_file_does_not_fit_is_refused(labels: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(TaggerUnknownError):
        family_of(labels, ModelShape(shape, SCORES))


def test_a_folder_without_a_list_of_tags_is_refused() -> None:
    with pytest.raises(TaggerUnknownError, match=r"selected_tags\.csv"):
        labels_file({"model.onnx", "config.json"})


def test_the_output_with_the_scores_is_the_one_that_has_one_for_each_tag() -> None:
    shape = ModelShape(COLOURS_FIRST, (("embedding", 9), ("logits", 5), ("prediction", 5)))
    assert scores_output(PIXAI_0, shape, 5) == 2
    assert scores_output(WD, shape, 5) == 1
    assert scores_output(CAMIE, ModelShape(COLOURS_FIRST, (("first", 5), ("refined", 5))), 5) == 1
    with pytest.raises(TaggerUnknownError, match="its file has 6 tags, but the model gives 9, 5, 5 scores"):
        scores_output(PIXAI_0, shape, 6)
