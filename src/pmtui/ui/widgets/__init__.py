"""Widgets that draw lines from a view; none holds data of its own."""
