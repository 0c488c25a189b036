"""Resource balance: who is loaded how much and when, shares, people, skills and holidays."""

from pmtui.ui.screens.resources.screen import ResourceScreen

__all__ = ["ResourceScreen"]
