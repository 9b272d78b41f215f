"""Lists of tags as taggers bring them, and files that are none."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_captioner.domain.taggers.labels import LabelsError, read_labels

WD = "tag_id,name,category,count\n9999999,general,9,807858\n212816,1girl,0,3\n1,hatsune_miku,4,2\n"


@pytest.mark.parametrize(
    ("file_name", "text", "expected"),
    [
        ("selected_tags.csv", WD, [("general", "rating"), ("1girl", "general"), ("hatsune_miku", "character")]),
        ("tag_mapping.json", '{"1": {"tag": "b", "category": "Copyright"}, "0": {"tag": "a", "category": "General"}}',
         [("a", "general"), ("b", "copyright")]),
        ("model_vocabulary.json", '{"idx_to_tag": {"0": "a", "1": "b"}, "tag_to_category": {"b": "Meta"}}',
         [("a", "general"), ("b", "meta")]),
        ("model_vocabulary.json", '{"idx_to_tag": ["a", "b"]}', [("a", "general"), ("b", "general")]),
        ("camie-tagger-v2-metadata.json",
         '{"dataset_info": {"tag_mapping": {"idx_to_tag": {"0": "a"}, "tag_to_category": {"a": "artist"}}}}',
         [("a", "artist")]),
        ("top_tags.txt", "1girl\nsolo\n\n", [("1girl", "general"), ("solo", "general")]),
        ("tags.csv", "id,name\n0,rating:safe\n1,hat\n", [("rating:safe", "rating"), ("hat", "general")]),
    ],
)  # fmt: skip
def test_each_family_lists_its_tags_in_its_own_way(file_name: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label.name, label.category) for label in read_labels(file_name, text)] == expected


def test_a_tag_may_have_a_threshold_of_its_own() -> None:
    text = "id,tag_id,name,category,best_threshold\n0,1,a,0,0.42\n1,2,b,0,nan\n2,3,c,0,\n"
    assert [label.threshold for label in read_labels("selected_tags.csv", text)] == [0.42, None, None]


@pytest.mark.parametrize(
    ("file_name", "text", "why"),
    [
        ("selected_tags.csv", "a,b\n1,2\n", "no column `name`"),
        ("selected_tags.csv", "tag_id,name,category,count\n1\n", "line 2 has no name"),
        ("selected_tags.csv", "tag_id,name,category,count\n", "no tags"),
        ("tag_mapping.json", "[" * 100_000, "no JSON"),
        ("tag_mapping.json", '{"0": {"tag": "a"}, "2": {"tag": "b"}}', "no tag of the number 1"),
        ("tag_mapping.json", '{"0": "a"}', "no `tag`"),
        ("model_vocabulary.json", '{"idx_to_tag": {"0": 5}}', "no text"),
        ("model_vocabulary.json", '{"idx_to_tag": 5}', "no table"),
        ("top_tags.txt", "\n\n", "no tags"),
    ],
)
def test_what_is_no_list_of_tags_is_refused_with_a_reason(file_name: str, text: str, why: str) -> None:
    with pytest.raises(LabelsError, match=why):
        read_labels(file_name, text)


@settings(max_examples=40)
@given(
    st.text(max_size=40),
    st.sampled_from(["tags.csv", "tag_mapping.json", "top_tags.txt"]),
)
def test_any_text_is_read_or_refused(text: str, file_name: str) -> None:
    with suppress(LabelsError):
        assert read_labels(file_name, text)
