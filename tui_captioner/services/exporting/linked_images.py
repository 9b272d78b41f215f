"""Images that are links: who made a dataset may have called any file of this machine a picture."""

from __future__ import annotations

from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.images.image_content import describe_content, picture_kind
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.picture_files import open_picture
from tui_captioner.storage.images.video_heads import begins_as_video


def why_not_handed_on(image: ImageFile) -> str:
    """Why an image must not be handed on: it is a link to a file that is no picture, so perhaps to a key or a letter.

    Only the beginning of the file is read, and only of a link. Empty if it may.
    """
    if not image.path.is_symlink():
        return ""
    try:
        with open_picture(image.path) as file:
            head = file.head
    except ImageUnreadable as error:
        return f"it is a link, and {error.message}"
    if picture_kind(head) or begins_as_video(head):
        return ""
    return f"it is a link to a file that is no picture: {describe_content(head)}"
