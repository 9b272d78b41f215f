"""How the composer ends when the dataset is to be opened anew: what it returns then, besides the exit codes."""

from __future__ import annotations

OPEN_AGAIN = 64
"""The session that held the dataset has ended: this one may edit now. Or images came, which are to be taken in."""
TAKE_OVER = 65
"""The user says that the session that holds the dataset is there no more."""
