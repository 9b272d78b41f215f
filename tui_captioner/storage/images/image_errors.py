"""Why a picture does not come; apart from the decoders, so that telling it loads none of them."""

from __future__ import annotations

from tui_captioner.domain.errors import CaptionerError

DEFAULT_MEGAPIXELS = 100
"""More than this is not decoded, unless the user's settings say so: a 120 megapixel PNG takes half a gigabyte."""

NO_MEMORY = "there is not enough memory to decode it"


class ImageUnreadable(CaptionerError):  # noqa: N818 - says what the image is, as the message does
    """A picture that can't be opened or decoded; the message is the reason, to be read after the file's name."""


class LoadCancelled(Exception):  # noqa: N818 - not an error
    """The caller did not want the picture any more."""
