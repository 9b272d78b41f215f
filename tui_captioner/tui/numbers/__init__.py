"""The numbers screen: statistics as rows and plots; each row opens the images that it counts."""
