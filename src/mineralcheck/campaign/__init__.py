"""Roster, roll-up, metrics, comparison and store of a campaign."""
