"""All tags of the dataset: counted, renamed, merged, moved, deleted, added."""
