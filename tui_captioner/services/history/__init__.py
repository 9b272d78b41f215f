"""What was done in a dataset, step by step: shown, taken back and done again."""
