"""The backups that are kept of a dataset, and what each would bring back."""
