"""What makes the files that are shipped, from sources that are not."""
