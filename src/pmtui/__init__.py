"""pmtui: a terminal app for one program manager."""

__version__ = "0.1.0"
