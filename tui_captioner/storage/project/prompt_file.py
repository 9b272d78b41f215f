"""The user's own rules for a model: `prompt.txt` in the project's folder, or the file that `[draft] prompt` names."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.files.own_files import check_own_file
from tui_captioner.storage.files.regular_files import read_regular

FILE = "prompt.txt"
"""Its name in `.tui-captioner/`: no picture lies there, so no trainer takes it for a caption."""
_MOST = 64 * 1024
"""Bytes of it: a model reads less than that beside a picture."""


class PromptFileError(CaptionerError):
    """The file can't be used; says which, why, and what to do."""


def own_prompt(root: Path, folder: Path, named: Path | None) -> tuple[str, Path | None]:
    """The user's own rules and the file that they are from; empty and None where there are none.

    A dataset may come from a stranger, and a prompt goes to a server: so what is named lies in the dataset, and no link
    is followed.

    Args:
        root: The dataset.
        folder: Its `.tui-captioner/`.
        named: The file that the settings name, relative to the dataset.

    Raises:
        CaptionerError: If the file can't be used, or one is named and not there.
    """
    path = folder / FILE if named is None else root / named
    try:
        for part in _ways(root, path):
            if part.is_symlink():
                raise PromptFileError(
                    f"{part} is a link, which is not followed", "Put the file itself into the dataset"
                )
        check_own_file(path)
        data = read_regular(path, _MOST, links=False)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        if named is None:
            return "", None
        raise PromptFileError(
            f"{path} is not there, though [draft] prompt names it", "Make it, or take the line out of project.toml"
        ) from None
    except OSError as error:
        raise PromptFileError(f"{path} can't be read: {error.strerror}", "Check its permissions") from error
    except UnicodeDecodeError as error:
        raise PromptFileError(f"{path} is no UTF-8 text: byte {error.start + 1}", "Save it as UTF-8") from error
    lines = "\n".join(line.rstrip().expandtabs(4) for line in text.splitlines()).strip("\n")
    return (lines, path) if lines.strip() else ("", None)


def _ways(root: Path, path: Path) -> list[Path]:
    """The folders between the dataset and a file in it."""
    return [parent for parent in path.parents if parent != root and root in parent.parents]
