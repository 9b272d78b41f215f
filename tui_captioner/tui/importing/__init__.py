"""The import screen: a file or what lies beside the images, how it is read, and the difference that it makes."""
