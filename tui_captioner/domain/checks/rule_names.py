"""Ids of those rules that are known by name outside of their own file."""

from __future__ import annotations

UNSURE = "unsure"
"""A tag whose slot was only guessed."""
WRITTEN_TWICE = "written-twice"
"""A tag that stands twice in a caption."""
OVER_LIMIT = "over-limit"
"""A caption that is longer than what reads it takes."""
OTHER_SENTENCE = "other-sentence"
"""A sentence that somebody wrote and that does not go with the tags of now."""
NEAR_DUPLICATE = "near-duplicate"
"""The rule by which the tags of a dataset are compared with each other."""
SAME_PICTURE = "same-picture"
"""The rule that images which show the same picture have the same caption; known once pictures were looked at."""
SEVERAL_LINES = "several-lines"
"""A caption file of several lines."""
