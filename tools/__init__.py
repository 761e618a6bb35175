"""Programs for those who work on this project; none is needed to use it."""
