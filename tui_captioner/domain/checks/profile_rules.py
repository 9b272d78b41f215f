"""Rules of the profile on one caption: what is described too much or too little, what is left out or forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.caption_prose import INSTEAD
from tui_captioner.domain.checks.checked_caption import CaptionRule, CheckedCaption
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.mend import DeleteTag
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.profiles.camera import has_camera
from tui_captioner.domain.profiles.profile import Length, Part
from tui_captioner.domain.profiles.whole_words import holds, without
from tui_captioner.domain.structure import GLOBALS

_GUIDE = "captioning prompt guide"
TOO_MUCH = Rule(
    "profile-too-much",
    "The look of what is taught is described",
    f'{_GUIDE}, "Over-describing": what should always be there goes into the trigger word',
    WARNING,
    "Take it out, so that the trigger word learns it; keep what you want to switch on and off",
    gathered=True,
)
TOO_LITTLE = Rule(
    "profile-too-little",
    "Nothing but the trigger word",
    f'{_GUIDE}, "Under-describing"',
    WARNING,
    "Describe what is not part of what is taught: framing, action, expression",
    gathered=True,
    when_finished=True,
)
LEFT_OUT = Rule(
    "profile-left-out",
    "A tag that the profile leaves out is written",
    f'{_GUIDE}, "Quick Reference"',
    INFO,
    "'Apply profile' in the palette leaves it out and keeps it; or have the slot written",
    gathered=True,
)
FORBIDDEN = Rule(
    "profile-forbidden",
    "A word that the profile forbids",
    f'{_GUIDE}, "Style LoRA": do not name medium or technique',
    WARNING,
    "Take the word out: the trigger word covers it",
    gathered=True,
)
FRAMING = Rule(
    "profile-framing",
    "Camera view and framing are missing",
    f'{_GUIDE}, "Character Identity LoRA", rule 2',
    INFO,
    "Say how much is seen, and from where: full body shot, from side",
    gathered=True,
    when_finished=True,
)
LENGTH = Rule(
    "profile-length",
    "Longer or shorter than the profile asks for",
    f"{_GUIDE}, rules on length",
    INFO,
    "Shorten it, or describe more",
    gathered=True,
    when_finished=True,
)
CLASS_WORD = Rule(
    "profile-class-word",
    "A class word beside the trigger word",
    f'{_GUIDE}, "Inconsistent anchor word"; novita.ai guide, "Leveraging Classes as Tags"',
    INFO,
    "Leave the class out: it takes up a part of what the trigger word is to learn",
    gathered=True,
)

_BODY = frozenset(
    ["hair", "eyes", "eye", "skin", "lips", "nose", "face", "beard", "mustache", "moustache", "eyebrows", "freckles"]
)
"""What has a look: `hair trailing behind` is a movement, `red hair` is how somebody looks."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_LONGEST = 3
"""Words of a phrase that is looked up: `long brown hair`."""
_NAMED = 3
"""Tags that a message names."""
_PHRASE = 5
"""Words from which a piece is a phrase of prose rather than a tag."""
_ARTICLES = ("a", "an", "the", "of", "this", "one")


def _pieces(seen: CheckedCaption) -> list[tuple[str, Tag]]:
    """The tags that are written, but for the globals and the trigger word by itself."""
    return [(slot, tag) for slot, tag in seen.tags if tag.text.strip() != seen.trigger]


def _is_prose(seen: CheckedCaption) -> bool:
    """Whether the trigger word stands inside a phrase, or half of the pieces are phrases or sentences."""
    texts = [tag for _, tag in _pieces(seen)]
    long = sum(tag.sentence or len(tag.text.split()) >= _PHRASE for tag in texts)
    within = seen.trigger and any(holds(tag.text, seen.trigger) for tag in texts)
    return bool(within) or 2 * long > len(texts)


def too_much(seen: CheckedCaption) -> Iterator[Finding]:
    """Phrases such as `red hair`, wherever they stand, if the profile says that their layer is the trigger word's."""
    found: dict[str, tuple[str, str]] = {}
    for phrase, slot, text in _described(seen):
        found.setdefault(phrase, (slot, text))
    if found:
        message = f"{_named(list(found))} {'is' if len(found) == 1 else 'are'} part of what is taught"
        slot, text = next(iter(found.values())) if len(found) == 1 else ("", "")
        alone = bool(text) and text.casefold() in found and not seen.leaving_out.has_slot(slot)
        mend = DeleteTag(text, slot) if alone else None
        yield seen.finding(TOO_MUCH, message, slot=slot, tag=text, about="looks", mend_by=mend)


def _described(seen: CheckedCaption) -> Iterator[tuple[str, str, str]]:
    """Each phrase that says how what is taught looks, with slot and text of its tag."""
    parts = frozenset(seen.profile.appearance)
    for slot, tag in _pieces(seen) if parts else ():
        if tag.written is None:
            yield from ((phrase, slot, tag.text) for phrase in _looks(seen, parts, tag.text))


def _looks(seen: CheckedCaption, parts: frozenset[Part], text: str) -> Iterator[str]:
    """The phrases of a tag that say how somebody looks: two or three words that end with a part of the body."""
    folded = text.casefold()
    words = _words(folded) if any(word in folded for word in _BODY) else []
    for end, word in enumerate(words, 1):
        if word not in _BODY:
            continue
        for start in range(max(0, end - _LONGEST), end - 1):
            phrase = " ".join(words[start:end])
            if words[start] not in _ARTICLES and Part(*_home(seen, phrase)) in parts:
                yield phrase
                break


def _home(seen: CheckedCaption, phrase: str) -> tuple[str, str]:
    """The slot and layer of a phrase that the vocabulary knows, template or headword."""
    term = seen.term(phrase)
    return ("", "") if term is None else (term.slot or "", term.layer or "")


def too_little(seen: CheckedCaption) -> Iterator[Finding]:
    """A caption of the trigger word alone, or of globals alone."""
    if seen.profile.needs_trigger and seen.text.strip() and not _pieces(seen):
        yield seen.finding(TOO_LITTLE, f"the caption is '{seen.text.strip()}' and nothing more")


def left_out(seen: CheckedCaption) -> Iterator[Finding]:
    """Tags in a slot or layer that the profile leaves out, in captions that were not written for it; not in prose."""
    if not seen.leaving_out.parts or _is_prose(seen):
        return
    looks = {text for _, _, text in _described(seen)}
    found: dict[str, list[str]] = {}
    for slot, tag in _pieces(seen):
        if tag.written is None and tag.text not in looks and seen.leaving_out.leaves(slot, tag):
            found.setdefault(slot, []).append(tag.text)
    for slot, texts in found.items():
        stand = "stands" if len(texts) == 1 else "stand"
        message = f"{_named(texts)} {stand} in {seen.title(slot)}, which profile {seen.profile.name} leaves out"
        if not seen.leaving_out.has_slot(slot):
            message = f"{_named(texts)}: {' or '.join(seen.leaving_out.layers(slot))}, which is left out"
        yield seen.finding(LEFT_OUT, message, slot=slot, tag=texts[0] if len(texts) == 1 else "", about=slot)


def _named(texts: Sequence[str]) -> str:
    """The first of some texts in quotes, and how many more there are."""
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    return ", ".join(f"'{text}'" for text in texts[:_NAMED]) + more


def forbidden(seen: CheckedCaption) -> Iterator[Finding]:
    """Words that must not stand there, but for the trigger word (`illustration style`)."""
    for slot, tag in seen.all_tags if seen.profile.forbidden else ():
        rest = without(tag.text, seen.trigger).casefold()
        for word in seen.profile.forbidden:
            if holds(rest, word.casefold()):
                message = f"'{word}' must not stand in a caption of profile {seen.profile.name}"
                alone = slot != GLOBALS and tag.text.casefold() == word.casefold()
                mend = DeleteTag(tag.text, slot) if alone else None
                yield seen.finding(FORBIDDEN, message, slot=slot, tag=tag.text, about=word, mend_by=mend)


def framing(seen: CheckedCaption) -> Iterator[Finding]:
    """Captions in which no tag says how the picture is framed or from where it is seen."""
    if seen.profile.needs_framing and _pieces(seen) and not has_camera(seen.text):
        yield seen.finding(FRAMING, "no tag says how the picture is framed, or from where it is seen")


def length(seen: CheckedCaption) -> Iterator[Finding]:
    """Sentences of prose, or tags, against what the profile asks for."""
    pieces = _pieces(seen)
    if not pieces:
        return
    prose = seen.caption.prose
    if prose is not None and prose.place == INSTEAD:
        yield from _beyond(seen, _sentences_in(prose.text), seen.profile.sentences, "sentence")
    elif _is_prose(seen):
        count = max(1, sum(tag.sentence for _, tag in pieces))
        yield from _beyond(seen, count, seen.profile.sentences, "sentence")
    else:
        yield from _beyond(seen, len(seen.all_tags), seen.profile.tags, "tag")


def _sentences_in(text: str) -> int:
    """How many sentences a text has; what stands behind the last stop is one too."""
    words = text.split()
    return sum(word.endswith((".", "!", "?")) for word in words[:-1]) + bool(words)


def _beyond(seen: CheckedCaption, count: int, asked: Length, what: str) -> Iterator[Finding]:
    is_long = bool(asked.most) and count > asked.most
    if not is_long and count >= asked.least:
        return
    wanted = f"{asked.least} to {asked.most}" if asked.most else f"at least {asked.least}"
    message = f"{count} {what}{'' if count == 1 else 's'}, and profile {seen.profile.name} asks for {wanted}"
    yield seen.finding(LENGTH, message, "Shorten it" if is_long else "Describe more", about=what)


def class_word(seen: CheckedCaption) -> Iterator[Finding]:
    """`the character annika`, `annika woman`, `annika, a young woman with ...`."""
    trigger, classes = seen.trigger.casefold().split(), seen.profile.class_words
    words = _words(seen.text) if trigger and classes else []
    for word in classes:
        if _beside(words, trigger, word):
            message = f"'{word}' stands beside '{seen.trigger}'"
            yield seen.finding(CLASS_WORD, message, about=word)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _beside(words: list[str], trigger: list[str], class_: str) -> bool:
    """Whether a class word stands right before or behind the trigger word, or behind it with an article (`annika, a
    young woman`)."""
    size = len(trigger)
    for at in range(len(words) - size + 1):
        if words[at : at + size] != trigger:
            continue
        behind = words[at + size : at + size + 3]
        if class_ in (words[at - 1] if at else "", *behind[:1]):
            return True
        if behind[:1] and behind[0] in ("a", "an", "the") and class_ in behind[1:]:
            return True
    return False


RULES = (TOO_MUCH, TOO_LITTLE, LEFT_OUT, FORBIDDEN, FRAMING, LENGTH, CLASS_WORD)
CHECKS: Mapping[str, CaptionRule] = {
    TOO_MUCH.id: too_much,
    TOO_LITTLE.id: too_little,
    LEFT_OUT.id: left_out,
    FORBIDDEN.id: forbidden,
    FRAMING.id: framing,
    LENGTH.id: length,
    CLASS_WORD.id: class_word,
}
"""What finds them, by the id of the rule."""
