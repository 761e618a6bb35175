"""Rules: submission to findings."""
