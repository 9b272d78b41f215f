"""Numbers about many captions: what they are, how they are worked out, and the filter behind each of them."""
