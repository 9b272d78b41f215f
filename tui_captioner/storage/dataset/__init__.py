"""The folder of images and the captions beside them."""
