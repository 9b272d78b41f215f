"""What a model answered, read into slots. Nothing of it is believed more than it has to be."""
