"""What is found on many images is told once."""

from __future__ import annotations

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.grouping import grouped
from tui_captioner.domain.checks.mend import CombineTags, DeleteTag, ReplaceWords, SeveralMends


def found(rule: str, image: str, about: str, message: str = "m", mend_by: object = None) -> Finding:
    return Finding(rule, "info", message, "mend", image, "type", about, about=about, mend_by=mend_by)


def test_findings_about_the_same_are_one_with_their_images() -> None:
    mend = DeleteTag("skirt", "type")
    both = [found("contained-tag", image, "skirt", mend_by=mend) for image in ("a", "b")]
    [one] = grouped([*both, both[0]])
    assert (one.message, one.file_name, one.images) == ("m; on 2 images", "", ("a", "b"))
    assert (one.mend, one.mend_by, one.about) == ("mend", mend, "skirt")


def test_one_image_and_other_rules_stay_as_they_are() -> None:
    alone = found("contained-tag", "a", "skirt")
    other = [found("written-twice", image, "skirt") for image in ("a", "b")]
    assert list(grouped([alone, *other])) == [*other, alone]


def test_mends_that_differ_are_done_one_after_the_other_the_fullest_first() -> None:
    short, long = CombineTags(("a", "b"), "ab"), CombineTags(("a", "b", "c"), "abc")
    [one] = grouped([found("repeated-noun", "a", "x", "1", short), found("repeated-noun", "b", "x", "2", long)])
    assert isinstance(one.mend_by, SeveralMends)
    assert one.mend_by.mends == (long, short)
    assert (one.message, one.mend) == ("1, for one; on 2 images", "Combine them or reword them")


def test_where_one_of_them_has_no_mend_there_is_none() -> None:
    one = found("repeated-noun", "a", "x", mend_by=CombineTags(("a", "b"), "ab"))
    assert next(grouped([one, found("repeated-noun", "b", "x")])).mend_by is None


def test_tags_whose_slot_was_guessed_are_one_finding() -> None:
    guessed = [found("unsure", image, tag) for image in ("a", "b") for tag in ("x", "y")]
    [one] = grouped(guessed)
    assert one.message == "2 tags on 2 images stand in a slot that was only guessed"
    assert (one.images, one.filter) == (("a", "b"), "unsure:yes")
    assert [each.message for each in grouped(guessed[::2])] == ["m; on 2 images"]


def test_many_words_written_as_one_are_one_finding() -> None:
    words = [found("fused-word", "a", f"word{at}", mend_by=ReplaceWords(f"word{at}", f"word {at}")) for at in range(11)]
    assert len(list(grouped(words[:10]))) == 10
    [one] = grouped(words)
    assert one.message.startswith("11 words are two, written as one: 'word0', 'word1'")
    assert isinstance(one.mend_by, SeveralMends)
    assert (len(one.mend_by.mends), one.images, one.about) == (11, ("a",), "all")


def test_advice_on_many_images_names_one_of_them_and_what_finds_all() -> None:
    [one] = grouped([found("too-few-tags", image, "", f"{at} tags") for at, image in enumerate("abc", 1)])
    assert one.message == "Fewer tags than the guides advise, on 3 images; a, for one: 1 tags"
    assert (one.filter, one.images, one.file_name) == ("finding:too-few-tags", ("a", "b", "c"), "")
