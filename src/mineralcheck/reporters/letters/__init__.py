"""Feedback letters: what a supplier should change, in its language; and reminders. Nothing is sent."""
