"""JSON that is safe to print, and exact."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from tui_captioner.cli.output import json_line
from tui_captioner.domain.text import visible

_STRANGE = st.sampled_from('\x1b\x9b\u202e\u200b\u200d\ufe0f\U000e0041\ud800\u2028"\\ é👩')


@given(st.lists(_STRANGE | st.characters()).map("".join))
@example("\x1b\u200d\ufe0f")
def test_json_is_exact_and_has_no_codes(text: str) -> None:
    line = json_line({"text": text})
    assert visible(line) == line
    assert json.loads(line) == {"text": text}
