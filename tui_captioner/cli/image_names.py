"""Images as they are named on the command line: by their path below the dataset, or by as much of it as is theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.nearest import nearest
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.shown_names import shown_name

_LISTED = 10
"""How many images are named where a name may be any of several."""


def check_images(session: Session) -> None:
    """Raise WrongUseError if an open dataset has no image."""
    if not session.names:
        raise WrongUseError(f"There is no image in {session.project.root}", "Name the folder that holds the images")


class ImageNames:
    """Finds images by name.

    Args:
        names: The images of the dataset.
        where: The dataset, as it was named.
    """

    def __init__(self, names: Sequence[str], where: object) -> None:
        self._where = where
        self._names = names
        self._known = frozenset(names)
        self._tails: Mapping[str, list[str]] | None = None

    def find(self, named: str) -> str:
        """The image that is named: `sub/0031.png`, as it is shown or as the file system has it; or, where only one
        image is meant by it, `0031.png`, `0031` or `sub/0031`.

        Raises:
            WrongUseError: If there is none, or more than one.
        """
        for name in (named, shown_name(named).removeprefix("./")):
            if name in self._known:
                return name
        asked = shown_name(named).removeprefix("./").strip("/")
        found = self._by_tail().get(asked, [])
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(found[:_LISTED]) + (f" and {len(found) - _LISTED} more" if len(found) > _LISTED else "")
            raise WrongUseError(f"'{named}' may be any of {shown}", "Name its folder too")
        near = nearest(asked, self._by_tail())
        hint = f"Did you mean {near}?" if near else told_of("tui-captioner show DATASET lists them", self._where)
        raise WrongUseError(f"There is no image {named} in {self._where}", hint)

    def _by_tail(self) -> Mapping[str, list[str]]:
        """The images by the ends of their paths, each with and without its suffix."""
        if self._tails is None:
            tails: dict[str, list[str]] = {}
            for name in self._names:
                parts = name.split("/")
                for start in range(len(parts)):
                    tail = "/".join(parts[start:])
                    stem = tail.rpartition(".")[0]
                    for key in {tail, stem} - {""}:
                        tails.setdefault(key, []).append(name)
            self._tails = tails
        return self._tails
