"""Types that every layer shares: cells, submissions, findings, matches and errors."""
