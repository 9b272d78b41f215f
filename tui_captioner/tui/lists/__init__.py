"""What screens with a list have in common: rows, a line to type into, work with its progress."""
