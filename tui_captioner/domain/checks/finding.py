"""What a check reports, whatever it looked at: a caption, the tags of a set, the files as a trainer reads them."""

from __future__ import annotations

from dataclasses import dataclass

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

    @property
    def key(self) -> tuple[str, str, str]:
        """Rule, what it is about, image: by these a finding is known again, so that it can be accepted for good."""
        return self.rule, self.about, self.file_name

    def as_dict(self) -> dict[str, str]:
        """The finding as plain values, as `check --json` prints it."""
        return {name: getattr(self, name) for name in _SHOWN}
