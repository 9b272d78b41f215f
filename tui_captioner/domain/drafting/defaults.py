"""How a model is asked where nobody says otherwise."""

from __future__ import annotations

SIDE = 1024
"""Longest side of a picture that is sent, in pixels: models see no more of it."""
PARALLEL = 2
"""Requests at once to begin with: local servers do one or two."""
