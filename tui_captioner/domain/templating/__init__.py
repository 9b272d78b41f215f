"""Templates: how the tags of a caption become sentences."""
