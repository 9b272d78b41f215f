"""A line to type into whose text becomes tags of a slot: what the composer and the slot sweep have in common."""
