"""Which pictures of a dataset look alike, and what follows: groups, findings, tags that are taken over, likelihood."""
