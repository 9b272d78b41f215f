"""Which slot a tag of an existing caption belongs to."""
