"""Aliases of the project's own vocabulary, as steps: what was written otherwise is completed to the one spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.session.project import Project
from tui_captioner.storage.project.alias_changes import AliasChange
from tui_captioner.storage.project.database import Step
from tui_captioner.storage.project.own_vocabulary import change_aliases, leading_to


class OwnTerms:
    """The terms in `vocab.toml`; they are completed from the next start on.

    Args:
        project: The opened project.
        carry_out: Carries a step out.
    """

    def __init__(self, project: Project, carry_out: Callable[[Step], None]) -> None:
        self._project = project
        self._carry_out = carry_out
        self._path = project.folder / "vocab.toml"

    def leading_to(self, text: str, aliases: Sequence[str], slot: str) -> tuple[AliasChange, ...]:
        """What has aliases lead to a tag, for a step; nothing where they do already.

        Args:
            text: The tag.
            aliases: Other spellings of it.
            slot: The slot of the tag, where the vocabulary does not know it.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            CaptionerError: If the file can't be used, or could not with them.
        """
        self._project.check_writable()
        known = self._project.vocabulary.get(text)
        term = known if known is not None and known.text == text and known.slot else Term(text, slot)
        try:
            change = leading_to(self._path, term, aliases)
        except OSError as error:
            raise CaptionerError(f"{self._path} can't be read: {error.strerror}", "Check its permissions") from error
        return (change,) if set(change.aliases) & set(aliases) else ()

    def keep(self, text: str, alias: str, slot: str) -> bool:
        """Have an alias lead to a tag, as a step of its own; False if it does already. See `leading_to`."""
        changes = self.leading_to(text, [alias], slot)
        if changes:
            self._carry_out(Step(f"have '{alias}' lead to '{text}'", aliases=changes))
        return bool(changes)

    def write(self, changes: Sequence[AliasChange]) -> None:
        """Bring what steps did to the aliases into the file; what is so already stays.

        Raises:
            CaptionerError: If the file can't be used or written; it is tried again at the next opening.
        """
        try:
            for change in changes:
                change_aliases(self._path, change)
        except OSError as error:
            hint = "Check space and permissions; it is written at the next opening"
            raise CaptionerError(f"{self._path} can't be written: {error.strerror}", hint) from error
