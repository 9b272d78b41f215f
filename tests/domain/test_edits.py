"""Edits of captions: each changes what it names, and no other tag."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.edits import (
    Add,
    Clear,
    Edit,
    Join,
    Move,
    MoveText,
    Remove,
    Rename,
    Reorder,
    Replace,
    SetState,
    Split,
    TakeOut,
    apply_all,
)
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.domain.writing import assemble, settled

S = DEFAULT_STRUCTURE
KEPT = OutputRules()
IN_FILE_ORDER = OutputRules(order="file")
VOCABULARY = Vocabulary(
    [
        Term("1girl", slot="type"),
        Term("standing", slot="action"),
        Term("hat", slot="subject"),
        Term("red hat", slot="subject"),
        Term("tree", slot="background"),
    ]
)
WORDS = ["hat", "red hat", "Hat", "hats", "tree", "1girl", "man", "woman", "BREAK", "A dog barks at the tree."]


def read(text: str, globals_: tuple[str, ...] = ()) -> Caption:
    return place(read_caption(text), VOCABULARY, S, globals_)


def written(caption: Caption, rules: OutputRules = KEPT, globals_: tuple[str, ...] = ()) -> str:
    tags = tuple(map(Tag, globals_))
    return assemble(S, rules, tags, settled(S, rules, caption))


def typed(**slots: str) -> Caption:
    return Caption({slot: typed_tags(text) for slot, text in slots.items()})


def all_texts(caption: Caption) -> Counter[tuple[str, bool]]:
    return Counter((tag.text, tag.mark) for tags in caption.slots.values() for tag in tags)


CAPTIONS = st.lists(st.sampled_from(WORDS), max_size=9).map(", ".join).map(read)
TYPED = st.dictionaries(st.sampled_from(S.own_keys), st.lists(st.sampled_from(WORDS), max_size=4)).map(
    lambda slots: typed(**{slot: ", ".join(texts) for slot, texts in slots.items()})
)
ANY = st.one_of(CAPTIONS, TYPED)


# --- one text, wherever it stands -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("standing, 1girl, red hat", "red hat", "blue hat", "standing, 1girl, blue hat"),
        ("hat, red hat, hats, Hat", "hat", "cap", "cap, red hat, hats, Hat"),
        ("woman, man", "man", "boy", "woman, boy"),
        ("hat, tree, hat", "hat", "cap", "cap, tree, cap"),
        ("hat, tree, cap", "hat", "cap", "tree, cap"),
        ("cap, tree, cap, hat", "hat", "cap", "cap, tree, cap"),
        ("hat , tree,1girl", "tree", "oak", "hat , oak,1girl"),
        ("1girl BREAK hat BREAK hat", "hat", "cap", "1girl BREAK cap BREAK cap"),
        ("BREAK, hat", "BREAK", "cap", "BREAK, hat"),
        ("1girl, hat\ntree, hat", "hat", "cap", "1girl, cap\ntree, cap"),
        ("1girl, (hat, tree:1.2)", "hat", "cap", "1girl, (hat, tree:1.2)"),
        (
            "A dog barks at the tree. tree",
            "A dog barks at the tree.",
            "A cat sits on the mat.",
            "A cat sits on the mat. tree",
        ),
    ],
)
def test_a_rename_changes_whole_tags_and_leaves_the_order_of_the_file(
    text: str, old: str, new: str, expected: str
) -> None:
    assert written(Rename(old, new).apply(read(text))) == expected


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("A dog barks at the tree. tree, hat", "A dog barks at the tree.", "dog", "dog, tree, hat"),
        ("A dog barks at the tree. tree", "A dog barks at the tree.", "dog", "dog, tree"),
        ("A dog barks at the tree. tree ; hat", "A dog barks at the tree.", "dog", "dog, tree ; hat"),
        ("hat, A dog barks at the tree.", "A dog barks at the tree.", "dog", "hat, dog"),
        ("hat, tree, 1girl", "tree", "A dog barks at the tree.", "hat, A dog barks at the tree. 1girl"),
    ],
)
def test_a_sentence_and_a_tag_are_parted_from_what_follows_each_in_its_way(
    text: str, old: str, new: str, expected: str
) -> None:
    assert written(Rename(old, new).apply(read(text))) == expected


def test_a_rename_says_that_the_new_one_was_there() -> None:
    there = read("hat, tree, cap")
    assert Rename("hat", "cap").already(there) == (Tag("cap"),)
    assert Rename("hat", "cap").already(read("tree, cap")) == ()
    assert Rename("hat", "cap").already(read("hat, tree")) == ()
    assert Rename("hat", "annika").already(read("hat, tree"), (Tag("annika"),)) == (Tag("annika"),)


def test_a_rename_into_a_global_leaves_the_global_alone() -> None:
    globals_ = (Tag("annika"),)
    assert written(Rename("hat", "annika").apply(read("hat, tree"), globals_), KEPT, ("annika",)) == "annika, tree"
    caption = read("annika, hat, tree", ("annika",))
    assert written(Rename("hat", "annika").apply(caption, globals_), KEPT, ("annika",)) == "annika, tree"


def test_a_global_that_was_read_is_not_taken_out() -> None:
    caption = read("annika, hat, annika", ("annika",))
    assert written(TakeOut("annika").apply(caption), KEPT, ("annika",)) == "annika, hat"


def test_letters_that_are_composed_otherwise_are_the_same_tag() -> None:
    assert written(Rename("caf\u00e9", "bar").apply(read("cafe\u0301, tree"))) == "bar, tree"
    assert written(Rename("cafe\u0301", "caf\u00e9").apply(read("cafe\u0301, tree"))) == "caf\u00e9, tree"


def test_nothing_is_no_name() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Rename("hat", " ")


@pytest.mark.parametrize(
    ("text", "gone", "expected"),
    [
        ("hat, tree, hat, 1girl, hat", "hat", "tree, 1girl"),
        ("woman, man", "man", "woman"),
        ("1girl, hat BREAK tree", "hat", "1girl BREAK tree"),
        ("1girl, hat\ntree", "hat", "1girl\ntree"),
        ("A dog barks at the tree. hat, tree", "hat", "A dog barks at the tree. tree"),
        ("standing, A dog barks at the tree. 1girl", "A dog barks at the tree.", "standing, 1girl"),
        ("hat", "hat", ""),
        ("hat, tree.", "tree", "hat, tree."),
    ],
)
def test_a_text_is_taken_out_and_the_rest_stays_as_it_stood(text: str, gone: str, expected: str) -> None:
    assert written(TakeOut(gone).apply(read(text))) == expected


def test_a_text_is_taken_out_of_one_slot_alone() -> None:
    caption = typed(subject="hat, tree", background="tree, hat")
    assert written(TakeOut("tree", "background").apply(caption)) == "hat, tree, hat"


def test_a_text_is_moved_from_everywhere_and_repeats_stay() -> None:
    caption = Caption(
        {"details": (Tag("tree", unsure=True), Tag("x"), Tag("tree")), "background": (Tag("tree"), Tag("trees"))}
    )
    moved = MoveText("tree", "background").apply(caption)
    assert moved.texts() == {"details": ["x"], "background": ["tree", "trees", "tree", "tree"]}
    assert not any(tag.unsure for tag in moved.tags("background"))


@given(ANY, st.sampled_from(WORDS[:-2]))
def test_a_rename_to_itself_changes_nothing(caption: Caption, text: str) -> None:
    assert Rename(text, text).apply(caption) is caption


@given(ANY, st.sampled_from(WORDS), st.sampled_from([*WORDS[:-2], "new"]))
def test_a_rename_touches_no_other_tag(caption: Caption, old: str, new: str) -> None:
    before, after = all_texts(caption), all_texts(Rename(old, new).apply(caption))
    there, moved = before.pop((new, False), 0), before.pop((old, False), 0)
    expected = there + moved if old == new else there or moved
    assert after.pop((new, False), 0) == expected
    after.pop((old, False), 0)
    assert before == after


@given(ANY, st.sampled_from(WORDS))
def test_what_is_taken_out_is_gone_and_nothing_else_is(caption: Caption, text: str) -> None:
    before = all_texts(caption)
    before.pop((text, False), 0)
    assert all_texts(TakeOut(text).apply(caption)) == before


@given(CAPTIONS, st.sampled_from(WORDS), st.sampled_from([None, "new"]))
def test_the_text_that_was_read_keeps_its_order(caption: Caption, old: str, new: str | None) -> None:
    assert caption.read is not None
    edit = TakeOut(old) if new is None else Rename(old, new)
    expected = [
        new if piece.text == old and not piece.mark else piece.text
        for piece in caption.read.pieces
        if new is not None or piece.text != old or piece.mark
    ]
    changed = edit.apply(caption)
    assert changed.read is not None
    assert [piece.text for piece in changed.read.pieces] == expected


@given(CAPTIONS, st.sampled_from(WORDS), st.sampled_from(["new", "zebra"]))
def test_a_text_that_was_renamed_reads_as_the_same_tags(caption: Caption, old: str, new: str) -> None:
    changed = Rename(old, new).apply(caption)
    pieces = Counter(piece.text for piece in read_caption(written(changed)).pieces)
    assert pieces == Counter({text: count for (text, _), count in all_texts(changed).items()}) or not changed.slots


# --- one tag, where it stands -----------------------------------------------------------------------------------------


def test_the_one_that_is_named_goes_of_three() -> None:
    caption = typed(subject="hat", details="tree, hat", background="hat")
    assert Remove("details", 1).apply(caption).texts() == {
        "subject": ["hat"],
        "details": ["tree"],
        "background": ["hat"],
    }
    repeated = Caption({"subject": (Tag("hat"), Tag("a"), Tag("hat"), Tag("b"), Tag("hat"))})
    assert Remove("subject", 2).apply(repeated).texts() == {"subject": ["hat", "a", "b", "hat"]}


def test_what_is_there_already_is_not_added_and_said() -> None:
    caption = typed(subject="hat", background="tree")
    edit = Add("subject", typed_tags("tree, cap, cap, annika, BREAK"))
    assert edit.apply(caption, (Tag("annika"),)).texts() == {"subject": ["hat", "cap"], "background": ["tree"]}
    assert [tag.text for tag in edit.already(caption, (Tag("annika"),))] == ["tree", "cap", "annika"]
    assert Add("subject", typed_tags("tree")).apply(caption) is caption
    assert Add("subject", typed_tags("cap"), at=0).apply(caption).texts()["subject"] == ["cap", "hat"]


def test_a_tag_is_replaced_in_its_place() -> None:
    caption = typed(subject="hat, tree, hat", background="oak")
    assert Replace("subject", 1, typed_tags("cap, oak, wood")).apply(caption).texts()["subject"] == [
        "hat",
        "cap",
        "wood",
        "hat",
    ]
    assert Replace("subject", 1, (Tag("tree"),)).apply(caption) is caption
    assert Replace("subject", 0, (Tag("hat", sentence=True),)).apply(caption).texts() == caption.texts()


def test_a_tag_is_split_and_joined_again() -> None:
    caption = typed(subject="tall red hat, cap")
    split = Split("subject", 0, ("tall", "red hat", "cap")).apply(caption)
    assert split.texts() == {"subject": ["tall", "red hat", "cap"]}
    assert [tag.text for tag in Split("subject", 0, ("tall", "cap")).already(caption)] == ["cap"]
    assert Join("subject", 0, 1).apply(split).texts() == {"subject": ["tall red hat", "cap"]}


def test_no_mark_is_joined() -> None:
    with pytest.raises(ValueError, match="can't be joined"):
        Join("subject", 0, 1).apply(typed(subject="hat, BREAK, cap"))
    with pytest.raises(ValueError, match="can't be joined"):
        Join("subject", 0, 0).apply(typed(subject="hat"))


def test_a_tag_that_is_moved_to_where_it_stands_already_is_not_lost() -> None:
    moved = Move("details", 0, "subject", 0).apply(typed(subject="hat, cap", details="cap, tree"))
    assert moved.texts() == {"subject": ["cap", "hat", "cap"], "details": ["tree"]}


@pytest.mark.parametrize("rules", [KEPT, IN_FILE_ORDER])
def test_a_slot_is_put_into_another_order(rules: OutputRules) -> None:
    caption = typed(subject="hat, cap, coat", background="tree")
    assert written(Reorder("subject", (2, 0, 1)).apply(caption), rules) == "coat, hat, cap, tree"
    caption = read("hat, red hat, hats, tree").edited()
    assert len(caption.tags("subject")) == 3
    assert written(Reorder("subject", (2, 0, 1)).apply(caption), rules) == "hats, hat, red hat, tree"


def test_an_order_has_each_tag_once() -> None:
    caption = typed(subject="hat, cap")
    assert Reorder("subject", (0, 1)).apply(caption) is caption
    for order in ((0,), (0, 0), (0, 1, 2), (0, 2)):
        with pytest.raises(ValueError, match="no order"):
            Reorder("subject", order).apply(caption)


def test_a_slot_is_cleared_but_for_its_marks() -> None:
    caption = Caption({"subject": (*typed_tags("hat, BREAK, cap"),), "background": (Tag("tree"),)})
    assert written(Clear("subject").apply(caption)) == "BREAK, tree"
    assert Clear("details").apply(caption) is caption


def test_a_state_leaves_the_caption_alone() -> None:
    caption = read("hat, tree")
    assert SetState("done").apply(caption) is caption
    assert (SetState("done").state, Clear("subject").state) == ("done", "")


@pytest.mark.parametrize(
    "edit", [Remove("subject", 1), Replace("subject", -1, ()), Move("subject", 4, "type"), Join("subject", 0, 2)]
)
def test_a_place_without_a_tag_is_an_error(edit: Edit) -> None:
    with pytest.raises(IndexError):
        edit.apply(typed(subject="hat"))


@given(ANY, st.data())
def test_an_edit_of_one_place_touches_no_other_tag(caption: Caption, data: st.DataObject) -> None:
    spots = [(slot, index) for slot, tags in caption.slots.items() for index in range(len(tags))]
    if not spots:
        return
    slot, index = data.draw(st.sampled_from(spots))
    named = caption.tags(slot)[index]
    to_slot = data.draw(st.sampled_from(S.own_keys))
    rest = all_texts(caption) - Counter([(named.text, named.mark)])
    assert all_texts(Remove(slot, index).apply(caption)) == rest
    assert all_texts(Move(slot, index, to_slot).apply(caption)) == all_texts(caption)
    replaced = all_texts(Replace(slot, index, (Tag("new"), Tag("other"))).apply(caption))
    assert replaced == rest + Counter([("new", False), ("other", False)])
    assert all_texts(Add(slot, (Tag("new"),), index).apply(caption)) == all_texts(caption) + Counter([("new", False)])


def test_edits_follow_each_other() -> None:
    edits = [Rename("hat", "cap"), Rename("coat", "cap"), TakeOut("tree")]
    assert written(apply_all(edits, read("coat, tree, hat, standing"))) == "cap, standing"
