"""Scope review: what is in question, what speaks for and against it, and the decision."""

from pmtui.ui.screens.scope.screen import ScopeScreen

__all__ = ["ScopeScreen"]
