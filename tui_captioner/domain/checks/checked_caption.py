"""What the rules on one caption look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from tui_captioner.domain.caption import Caption, Tag, join
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.plain_words import PlainWords
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.settings import DEFAULT, CheckSettings
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.profiles.profile import PLAIN, Profile
from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.domain.tokens import Count
from tui_captioner.domain.vocabulary import Term

_SENTENCE_BLANKS = 5
"""Blanks in a tag from which on it is taken for a part of a sentence."""
_PLAIN, _NOTHING = Profile(PLAIN, PLAIN), LeavingOut()


def _no_term(_text: str) -> Term | None:
    """Stands in where there is no vocabulary to ask."""
    return None


def _no_counts(_text: str) -> Sequence[Count]:
    """Stands in where nobody counts tokens."""
    return ()


@dataclass(frozen=True)
class CheckedCaption:
    """One caption, with what its project says: plain data, and questions as callables.

    Built once for a project, then for each caption by `of`. A rule asks for what it needs; what is worked out here is
    worked out once for all rules.

    Args:
        structure: The slots.
        globals: What stands in every caption.
        caption: The caption.
        trigger: The trigger word, empty if there is none.
        profile: Kind of LoRA.
        leaving_out: What is kept and not written.
        settings: Which rules are on, and how they are tuned.
        term: The term of the vocabulary that has a text as its headword or alias; None for a text that it lacks.
        counts: How long a text is for each encoder of the model, the first encoder first; none where nobody counts.
        chosen_limit: Whether the project says for which model captions are; else that one's limit is only likely.
        finished: Whether nobody works on the image any more.
        order: Texts of the tags in the order in which they are written; if not given, that of the text that was read,
            or of the slots.
        write: The caption as it is written, globals among it; its own tags with commas where that is not given.
        words: What is known of single words; None where nobody knows.
    """

    structure: Structure
    globals: Sequence[Tag] = ()
    caption: Caption = field(default_factory=Caption)
    trigger: str = ""
    profile: Profile = _PLAIN
    leaving_out: LeavingOut = _NOTHING
    settings: CheckSettings = DEFAULT
    term: Callable[[str], Term | None] = _no_term
    counts: Callable[[str], Sequence[Count]] = _no_counts
    chosen_limit: bool = False
    finished: bool = False
    order: Sequence[str] | None = None
    write: Callable[[Caption], str] | None = None
    words: PlainWords | None = None

    def of(
        self,
        caption: Caption,
        *,
        finished: bool = False,
        order: Sequence[str] | None = None,
        text: str | None = None,
    ) -> CheckedCaption:
        """Another caption of the same project; see the class for `finished` and `order`.

        Args:
            caption: The caption.
            finished: See there.
            order: See there.
            text: The caption as it is written, where that is known.
        """
        write = self.write if text is None else lambda _: text
        return replace(self, caption=caption, finished=finished, order=order, write=write)

    @cached_property
    def tags(self) -> tuple[tuple[str, Tag], ...]:
        """Slot key and tag of every tag that is written, in the order of the structure, marks left out; globals are not
        among them."""
        return tuple(pair for pair in self.caption.all_tags(self.structure) if not pair[1].is_left_out)

    @cached_property
    def all_tags(self) -> tuple[tuple[str, Tag], ...]:
        """The same with the globals in front; one that also stands in a slot is there once, in its slot."""
        own = {tag.text for _, tag in self.tags}
        return (*((GLOBALS, tag) for tag in self.globals if tag.text not in own), *self.tags)

    @cached_property
    def text(self) -> str:
        """The caption as the trainer will read it."""
        return join([tag for _, tag in self.all_tags]) if self.write is None else self.write(self.caption)

    @cached_property
    def written_order(self) -> Sequence[str]:
        """Texts of the tags in the order in which they are written, repeats left out."""
        if self.order is not None:
            return self.order
        read = self.caption.read
        return tuple(dict.fromkeys(tag.text for tag in (read.tags if read else (tag for _, tag in self.tags))))

    @cached_property
    def is_prose(self) -> bool:
        """Whether the caption is written in sentences, in part at least: then its tags say little by their number."""
        return any(tag.sentence or tag.text.count(" ") >= _SENTENCE_BLANKS for _, tag in self.tags)

    def title(self, slot: str) -> str:
        """The title of a slot; its key where the structure does not have it."""
        return self.structure.title_or_key(slot)

    def finding(
        self,
        rule: Rule,
        message: str,
        mend: str = "",
        *,
        slot: str = "",
        tag: str = "",
        about: str = "",
        mend_by: object | None = None,
    ) -> Finding:
        """A finding of a rule on this caption, of the severity that the settings say.

        Args:
            rule: The rule.
            message: What is so.
            mend: What to do about it; the rule's advice if not given.
            slot: See `Finding`; the same for the others.
            tag: See there.
            about: See there.
            mend_by: See there.
        """
        severity = self.settings.severity(rule)
        return Finding(rule.id, severity, message, mend or rule.advice, "", slot, tag, (), "", about, mend_by)


CaptionRule = Callable[[CheckedCaption], Iterator[Finding]]
"""A rule on one caption."""
