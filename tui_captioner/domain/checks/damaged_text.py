"""Rules on text that programs spoilt: read in the wrong encoding, or as a chat model hands captions out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.mend import DropRepeats, Mend, SeveralMends
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.spoilt_tags import renamed, short, without_beginning
from tui_captioner.domain.misdecoded import LOST, repaired
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.repeated_runs import repeated_run

MISDECODED = Rule(
    "wrong-encoding",
    "Text that was read in the wrong encoding",
    "Unicode, chapter 3.9: such signs in a row are the bytes of others; trainers take each for a letter",
    WARNING,
    "Write the sign that was meant",
)
LABEL = Rule(
    "caption-label",
    "A label before the caption",
    "leftovers of chat models in published sets: each word of them is trained",
    WARNING,
    "Delete the label",
)
MARKDOWN = Rule(
    "markdown",
    "Markdown in the caption",
    "leftovers of chat models in published sets: trainers take its signs for words",
    WARNING,
    "Write the words without the signs",
)
CIRCLE = Rule(
    "repeated-run",
    "Words that follow themselves",
    "leftovers of language models that went round in a circle; repeated words gain weight in training",
    WARNING,
    "Keep them once",
)

_LABEL = re.compile(
    r"(?:(?:the|final|image|photo|picture|short|long|detailed|training|flux|lora) ){0,3}"
    r"(?:captions?|descriptions?|tags|prompt|output|answer|response|assistant)(?: is)? ?:(?:\s+|$)",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]{1,200})(?<=[^\s*_])\1")
_HEADING = re.compile(r"^#{1,6} +(?=\w)")
_ITEM = re.compile(r"^(?:[-*•] +|-{3,} *)(?=\w|$)")
_NUMBER = re.compile(r"^\d{1,2}[.)] +(?=\w)")
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\(https?://[^()\s]{1,500}\)")
_CODE = re.compile(r"`([^`\n]{1,200})`")
_SIGN = re.compile(r"[#*_•`\[-]|^\d")
"""One of these stands in all of the above: most tags have none, and are told by one look."""


def misdecoded(seen: CheckedCaption) -> Iterator[Finding]:
    """`donâ€™t`, `cafÃ©`; and U+FFFD, of which nobody knows what it was."""
    for slot, tag in seen.tags:
        text = repaired(tag.text)
        if text != tag.text:
            said = f"'{short(tag.text)}' was read in the wrong encoding: it is '{short(text)}'"
            yield seen.finding(MISDECODED, said, slot=slot, tag=tag.text, mend_by=renamed(tag, text))
        if LOST in tag.text:
            said = f"'{short(tag.text)}' has {LOST} where a sign was lost"
            yield seen.finding(MISDECODED, said, "Write the sign anew", slot=slot, tag=tag.text, about="lost")


def label(seen: CheckedCaption) -> Iterator[Finding]:
    """`Caption: a cat`; `Here is the caption: a cat` is a model's answer and told as such."""
    for slot, tag in seen.tags:
        found = _LABEL.match(tag.text)
        if found is not None:
            said = f"'{found.group().strip()}' is no part of the caption"
            mend_by = without_beginning(tag, found.end())
            yield seen.finding(LABEL, said, slot=slot, tag=tag.text, about="label", mend_by=mend_by)


def markdown(seen: CheckedCaption) -> Iterator[Finding]:
    """`**bold**`, `# heading`, `- item`; one finding for all of a caption."""
    own = [tag for _, tag in seen.tags if not is_json(tag.text)]
    numbered = sum(_NUMBER.match(tag.text) is not None for tag in own) > 1
    spoilt = [(tag, text) for tag in own if (text := _plain(tag.text, numbered=numbered)) != tag.text]
    if spoilt:
        tag = spoilt[0][0]
        more = f", and in {len(spoilt) - 1} more" if len(spoilt) > 1 else ""
        mends = tuple(renamed(each, text) for each, text in spoilt)
        by = mends[0] if len(mends) == 1 else SeveralMends(mends, f"take the Markdown out of {len(mends)} tags")
        yield seen.finding(
            MARKDOWN, f"there are signs of Markdown in '{short(tag.text)}'{more}", about="markdown", mend_by=by
        )


def circle(seen: CheckedCaption) -> Iterator[Finding]:
    """`a hat and a hat and a hat and a hat`."""
    run = None if is_json(seen.text) else repeated_run(seen.text)
    if run is None:
        return
    inside = next(((tag, found) for _, tag in seen.tags if (found := repeated_run(tag.text)) is not None), None)
    by: Mend | None = None
    if inside is not None:
        tag, run = inside
        by = renamed(tag, tag.text[: run.start + len(run.text)] + tag.text[run.end :])
    else:
        counts = Counter(tag.text for _, tag in seen.tags)
        twice = tuple(DropRepeats(text) for text, count in counts.items() if count > 1)
        by = SeveralMends(twice, f"keep {len(twice)} tags once each") if twice else None
    said = f"'{short(run.text)}' stands there {run.times} times one after the other"
    yield seen.finding(CIRCLE, said, about="circle", mend_by=by)


def _plain(text: str, *, numbered: bool) -> str:
    """A text without the signs of Markdown; `numbered` says whether a number at its beginning counts items."""
    if _SIGN.search(text) is None:
        return text
    for pattern in (_HEADING, _ITEM, _NUMBER) if numbered else (_HEADING, _ITEM):
        text = pattern.sub("", text)
    text = _BOLD.sub(lambda found: found[2] if found[1] == "**" or found[2].isalpha() else found[0], text)
    return _CODE.sub(r"\1", _LINK.sub(r"\1", text)).strip()


RULES = (MISDECODED, LABEL, MARKDOWN, CIRCLE)
CHECKS: Mapping[str, CaptionRule] = {
    MISDECODED.id: misdecoded,
    LABEL.id: label,
    MARKDOWN.id: markdown,
    CIRCLE.id: circle,
}
"""What finds them, by the id of the rule."""
