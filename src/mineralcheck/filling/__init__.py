"""A company's own declaration, written into the blank official template that the user has."""
