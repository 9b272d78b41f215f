"""What is known of all captions of a dataset, kept in the user's cache folder."""
