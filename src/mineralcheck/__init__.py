"""Check RMI reporting templates, match smelters and roll up campaigns, offline."""

__version__ = "0.1.0"
