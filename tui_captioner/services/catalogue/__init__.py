"""Questions over all captions of a dataset."""
