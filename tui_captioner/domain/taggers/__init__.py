"""Models that give a score to each of a fixed list of tags: what they are, and what of it is said."""
