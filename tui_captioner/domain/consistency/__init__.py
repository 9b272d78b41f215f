"""Whether two tags are one thing in two spellings, and which tags of a dataset are."""
