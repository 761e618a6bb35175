"""Reference lists: smelters, aliases, statuses, and where they come from."""
