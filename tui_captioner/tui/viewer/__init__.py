"""The picture over the whole window."""
