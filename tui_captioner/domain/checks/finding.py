"""What a check reports, whatever it looked at: a caption, the tags of a set, the files as a trainer reads them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from tui_captioner.domain.named_commands import told_of

ERROR = "error"
"""Training would stop, or train on something other than the captions."""
WARNING = "warning"
"""Training goes on, with a text that is likely not meant."""
INFO = "info"
"""Worth a look."""
SEVERITIES = (ERROR, WARNING, INFO)
"""From the worst one down."""

_SHOWN = ("rule", "severity", "file_name", "slot", "tag", "message", "mend")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports.

    Args:
        rule: Id of the rule.
        severity: `error`, `warning` or `info`.
        message: What is so.
        mend: What to do about it.
        file_name: The image; empty for the dataset, and where it is known anyhow.
        slot: Key of the slot, empty for the caption as a whole.
        tag: Text of the tag, empty if it is about none.
        images: Names of the images that a finding on the set is about.
        filter: What finds these images, in the filter language; empty where nothing does.
        about: What it is about, by a key that stays the same from one check to the next; the folded tag if not given.
            Rule, this and the image are what is accepted.
        mend_by: How it can be mended by a key; None where there is no such way.
    """

    rule: str
    severity: str
    message: str
    mend: str
    file_name: str = ""
    slot: str = ""
    tag: str = ""
    images: tuple[str, ...] = ()
    filter: str = ""
    about: str = ""
    mend_by: object | None = None

    def __post_init__(self) -> None:
        if not self.about and self.tag:
            object.__setattr__(self, "about", self.tag.casefold())

    def among(self, wanted: Container[str]) -> Finding | None:
        """The finding as far as it is about some images; None where it is about none of them, or about the dataset."""
        if self.file_name:
            return self if self.file_name in wanted else None
        images = tuple(name for name in self.images if name in wanted)
        return replace(self, images=images) if images else None

    def in_dataset(self, place: str) -> Finding:
        """The finding with commands that can be typed as they stand.

        Args:
            place: The path of the dataset.
        """
        mend = told_of(self.mend, place)
        return self if mend == self.mend else replace(self, mend=mend)

    @property
    def key(self) -> tuple[str, str, str]:
        """Rule, what it is about, image: by these a finding is known again, so that it can be accepted for good."""
        return self.rule, self.about, self.file_name

    def as_dict(self) -> dict[str, str]:
        """The finding on one image as plain values."""
        return {name: getattr(self, name) for name in _SHOWN}

    def as_row(self) -> dict[str, object]:
        """The same with all images that it is about, and what finds them, as `check --json` prints it."""
        images = [self.file_name] if self.file_name else list(self.images)
        return {**self.as_dict(), "images": images, "filter": self.filter}
