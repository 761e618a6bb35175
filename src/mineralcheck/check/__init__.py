"""The use case: one file in, one report out; and the same for many files, spread over processes."""
