"""Impact: what a decision would do to every project, as the difference between two outlooks."""

from pmtui.domain.impact.compare import impact
from pmtui.domain.impact.outlook import Outlook
from pmtui.domain.impact.result import Impact

__all__ = ["Impact", "Outlook", "impact"]
