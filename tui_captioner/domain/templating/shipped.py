"""The templates that everybody has: tags, a sentence for each profile, a sentence and tags behind it.

The sentences are those of the good examples in a captioning prompt guide for LoRA training ("Customizing the Prompt for
Different LoRA Types"); sentences with tags at the end are from advice on captions for Flux ("make old school Danbooru
style list. Then write them into sentences"). What a sentence has no place for follows it, so none of these leaves a tag
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.domain.templating.articles import set_of
from tui_captioner.domain.templating.choosing import Choice
from tui_captioner.domain.templating.names import SENTENCE_PLUS_TAGS
from tui_captioner.domain.templating.parsing import parse_template
from tui_captioner.domain.templating.person_layers import PERSON_LAYERS

_DOES = "[ {action|first}][ {background|first|place}]"
_PLAIN = (
    "[{globals}, ]{type.medium|first|a} of {subject.who|a}" + _DOES + "[, {action}]",
    "[{globals}, ]{subject.who|a}" + _DOES + "[, {action}]",
    "[{globals}, ]{type.medium|first|a} of {type.of a|first|each}" + _DOES + "[, {action}]",
    "[{globals}, ]{type.of a|first|each}" + _DOES + "[, {action}]",
    "{type.medium|first|a} of {globals|first}" + _DOES + "[, {action}]",
    "{type.kind|first|a} of {globals|first}" + _DOES + "[, {action}]",
    "{type.medium|first|a}[, {action}][, {background|place}]",
    "{type.kind|first|a}[, {action}][, {background|place}]",
    "{globals}," + _DOES + "[, {action}]",
    "{subject|first}[, {action}]",
    _DOES + "[, {action}]",
)
"""What it is, of what, what that does and where; the first one stands whose slots have tags."""
_OF_PROFILE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "character": (
            "[{type.kind|first|a} of ]{globals|first}" + _DOES + "[, {action}][, {background}][, {type.perspective}]",
        ),
        "style": (
            "{type.of a|first|each}" + _DOES + "[ in {globals|first}][, {action}][, {type.kind|tag}]",
            "{subject|first|each}" + _DOES + "[ in {globals|first}][, {action}][, {type.kind|tag}]",
        ),
        "motion": (
            "a figure demonstrating {globals|first|a}[ {type.perspective|first}][ with {action|first}][, {action}]",
        ),
        "object": (
            "{globals|first|a}[ {action|first}][ in {type.kind|first|a}][, {type.perspective}][, {action}]"
            "[, {details}]",
        ),
    }
)
_OF_PERSON = (
    "[{globals}, ][{type.medium}, ]{subject.who|a}[, with {subject.hair|and}]."
    "[ SHE is {action|and}[ {background|first|place}] .]"
    "[ SHE is wearing {subject.clothing|each|and}.][ HER {subject.face|join:. HER }.]"
    "[ {type|tag}][, {details|tag}][, {details|sentences}]"
)
"""For slots whose subject has the layers who, hair, face, clothing."""
_SHE = set_of("woman women girl lady female she mother daughter sister queen princess actress")
_HE = set_of("man men boy guy male he father son brother king prince actor")
_PERSON_LAYERS = frozenset(PERSON_LAYERS)


@cache
def shipped_choices(name: str, profile: str, structure: Structure) -> tuple[Choice, ...]:
    """The templates of that name, the first one first that should be taken where it stands.

    Args:
        name: `SENTENCE` or `SENTENCE_PLUS_TAGS`.
        profile: Name of the profile.
        structure: The slots that there are.
    """
    return tuple(_choices(name, profile, structure))


def _choices(name: str, profile: str, structure: Structure) -> Iterator[Choice]:
    keys = (*structure.own_keys, GLOBALS)
    sentences = "".join(f"[. {{{key}|sentences}}]" for key in keys)
    rest = "".join(f"[, {{{key}}}]" for key in keys) + sentences
    if name == SENTENCE_PLUS_TAGS:
        tags = "".join(f" [{{{key}|tag}},]" for key in keys) + sentences
        rest = f".{tags}"
        if "subject" in structure.keys and _PERSON_LAYERS.issubset(structure.slot("subject").layers):
            for words, she, her in ((_SHE, "She", "Her"), (_HE, "He", "His")):
                person = _OF_PERSON.replace("SHE", she).replace("HER", her)
                yield Choice(parse_template(f"{person},{tags}", structure, lenient=True), words)
    for core in (*_OF_PROFILE.get(profile, ()), *_PLAIN):
        yield Choice(parse_template(core + rest, structure, lenient=True))
