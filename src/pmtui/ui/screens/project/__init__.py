"""Project detail: one project's work, charter, people, risks, money and history."""

from pmtui.ui.screens.project.screen import ProjectScreen

__all__ = ["ProjectScreen"]
