"""What the rules on one caption look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.settings import DEFAULT, CheckSettings
from tui_captioner.domain.structure import GLOBALS, Structure
from tui_captioner.domain.vocabulary import Term


def _no_term(_text: str) -> Term | None:
    """Stands in where there is no vocabulary to ask."""
    return None


@dataclass(frozen=True, slots=True)
class TokenCount:
    """How long a text is for an encoder.

    Args:
        tokens: Its content tokens.
        most: How many the encoder takes; 0 where it has no limit.
        encoder: The encoder's title.
        exact: Whether the count is exact, not an estimate.
    """

    tokens: int
    most: int
    encoder: str
    exact: bool


@dataclass(frozen=True)
class CheckedCaption:
    """One caption, with what its project says: plain data, and questions as callables.

    Built once per project, then for each caption by `of`. A rule asks for what it needs; what is worked out here is
    worked out once for all rules.

    Args:
        structure: The slots.
        globals: What stands in every caption.
        caption: The caption.
        text: The caption as it is written, globals among it; empty where that is not known.
        trigger: The trigger word, empty if there is none.
        profile: Kind of LoRA, as the project names it.
        settings: Which rules are on, and how they are tuned.
        term: The term of the vocabulary that has a text as its headword or alias.
        tokens: Content tokens of a text for the encoder that reads captions, how many it takes (0 for no limit), its
            title, and whether the count is exact; None where nobody counts.
    """

    structure: Structure
    globals: Sequence[Tag] = ()
    caption: Caption = Caption()  # noqa: RUF009 (frozen)
    text: str = ""
    trigger: str = ""
    profile: str = "default"
    settings: CheckSettings = DEFAULT
    term: Callable[[str], Term | None] = _no_term
    tokens: Callable[[str], TokenCount] | None = None

    def of(self, caption: Caption, text: str = "") -> CheckedCaption:
        """Another caption of the same project."""
        return CheckedCaption(
            self.structure,
            self.globals,
            caption,
            text,
            self.trigger,
            self.profile,
            self.settings,
            self.term,
            self.tokens,
        )

    @cached_property
    def tags(self) -> tuple[tuple[str, Tag], ...]:
        """Slot key and tag of every tag in the order of the structure, marks left out; globals are not among them."""
        return tuple(self.caption.all_tags(self.structure))

    @cached_property
    def all_tags(self) -> tuple[tuple[str, Tag], ...]:
        """The same with the globals in front."""
        return (*((GLOBALS, tag) for tag in self.globals), *self.tags)

    def title(self, slot: str) -> str:
        """The title of a slot; its key where the structure does not have it."""
        return self.structure.title(slot) if slot in self.structure.keys else slot

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
