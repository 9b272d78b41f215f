"""Ready settings: what a trainer has to be told of this dataset, in its own form."""
