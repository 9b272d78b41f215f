"""`tui-captioner demo [DIR]`: make a small dataset and open it."""

from __future__ import annotations

import argparse

from tui_captioner.cli.open import open_composer
from tui_captioner.domain.text import visible
from tui_captioner.services.demo import make_demo


def run(options: argparse.Namespace) -> int:
    """Make the demo and, unless told not to, open the composer on it."""
    make_demo(options.dataset)
    print(f"The demo dataset is in {visible(str(options.dataset))}")
    return 0 if options.no_open else open_composer(options.dataset, options.preview, options.quality)
