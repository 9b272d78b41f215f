"""What a model is asked for when it is to describe images."""
