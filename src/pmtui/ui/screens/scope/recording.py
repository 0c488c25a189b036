"""The options of a decision as they stood, which are recorded with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pmtui.domain.fields import LONG_MOST
from pmtui.domain.impact.record import RecordedOption, recorded, recorded_option
from pmtui.store.database import Moved
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.options import Asked
from pmtui.ui.screens.scope.outcomes import Outcomes, key_of_outcome
from pmtui.ui.widgets.table import Key

if TYPE_CHECKING:
    from pmtui.ui.previewing import Preview


async def text_of_options(
    screen: PmScreen, outcomes: Outcomes, asked: Asked, chosen: Key, preview: "Preview"
) -> str:
    """The text to record, once every option is worked out; the chosen one as its dialog has it.

    Raises Moved where the options are of other data than the chosen one.
    """
    dialog = screen.app.screen
    if outcomes.missing and isinstance(dialog, AskPreviewed):
        count = len(outcomes.outcomes)
        dialog.fields.say(
            f"Working out the other options, {count - outcomes.missing} of {count} … escape goes back."
        )
    found = await outcomes.complete()
    ids = [one.request.id for one in outcomes.asked]
    if ids != [one.request.id for one in asked] or any(
        one.preview is not None and one.preview.head != preview.head for one in found
    ):
        raise Moved("Another session has changed the workspace since this was shown: look at it again.")
    options = []
    for one in found:
        is_chosen = key_of_outcome(one) == chosen
        shown = preview if is_chosen else one.preview
        option, fit = one.option, one.option.fit
        name = option.does if option.target is not None else f"{option.does}: {option.names}"
        options.append(
            recorded_option(
                name,
                shown.impact if shown is not None else None,
                screen.view.program_id,
                chosen=is_chosen,
                fit=fit.words if fit is not None else "",
                refused=shown.refused if shown is not None else "",
            )
        )
    return _within_limit(screen.view.today, options)


def _within_limit(today: date, options: Sequence[RecordedOption]) -> str:
    """The options as text; where there are very many, of those not chosen only the first projects that change."""
    text = recorded(today, options)
    for most in (20, 5, 0):
        if len(text) <= LONG_MOST:
            break
        cut = [one if one.chosen else replace(one, projects=one.projects[:most]) for one in options]
        text = recorded(today, cut)
    return text
