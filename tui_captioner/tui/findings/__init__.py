"""The findings screen: what checks found, by rule; from each to its images, its mend, or a question about its tag."""
