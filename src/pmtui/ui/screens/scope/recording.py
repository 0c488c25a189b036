"""The options of a decision as they stood, which are recorded with it."""

from typing import TYPE_CHECKING

from pmtui.domain.entities import Decision
from pmtui.domain.impact.record import recorded, recorded_option
from pmtui.store.database import Moved
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.options import Asked, Option
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
        fit = one.option.fit
        options.append(
            recorded_option(
                _name(one.option, shown),
                shown.impact if shown is not None else None,
                screen.view.program_id,
                chosen=is_chosen,
                fit=fit.words if fit is not None else "",
                refused=shown.refused if shown is not None else "",
            )
        )
    return recorded(screen.view.today, options)


def _name(option: Option, preview: "Preview | None") -> str:
    """An option in the words of the decision that it makes, with the day or the statement that was chosen."""
    if preview is None or preview.before is None or preview.after is None:
        return option.does
    known = preview.before.workspace.all(Decision)
    made = [one for id, one in preview.after.workspace.all(Decision).items() if id not in known]
    return made[-1].chosen if made else option.does
