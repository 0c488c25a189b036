"""The options of a decision as they stood, which are recorded with it."""

from typing import TYPE_CHECKING

from pmtui.domain.entities import Decision
from pmtui.domain.impact.record import RecordedOption, recorded, recorded_option
from pmtui.store.database import Moved
from pmtui.ui.previewed import AskPreviewed
from pmtui.ui.screen import PmScreen
from pmtui.ui.screens.scope.options import Asked, Option
from pmtui.ui.screens.scope.outcomes import Outcome, Outcomes, key_of_outcome

if TYPE_CHECKING:
    from pmtui.ui.previewing import Preview


async def text_of_options(screen: PmScreen, outcomes: Outcomes, asked: Asked, chosen: Outcome) -> str:
    """The text to record, once every option is worked out; the chosen one as its dialog has it.

    ``chosen`` has a preview. Raises Moved where the options are of other data than the chosen one.
    """
    dialog = screen.app.screen
    if outcomes.missing and isinstance(dialog, AskPreviewed):
        count = len(outcomes.outcomes)
        dialog.fields.say(
            f"Working out the other options, {count - outcomes.missing} of {count} … escape goes back."
        )
    found = await outcomes.complete()
    ids = [one.request.id for one in outcomes.asked]
    heads = {one.preview.head for one in (*found, chosen) if one.preview is not None}
    if ids != [one.request.id for one in asked] or len(heads) > 1:
        raise Moved("Another session has changed the workspace since this was shown: look at it again.")
    others = {key_of_outcome(one): one for one in found}
    rows = {**others, key_of_outcome(chosen): chosen}.values()  # in its place, or after all where it has none
    options = [_recorded(one, screen.view.program_id, chosen=one is chosen) for one in rows]
    return recorded(screen.view.today, options)


def _recorded(outcome: Outcome, program_id: int, *, chosen: bool) -> RecordedOption:
    fit, shown = outcome.option.fit, outcome.preview
    return recorded_option(
        _name(outcome.option, shown),
        outcome.impact,
        program_id,
        chosen=chosen,
        fit=fit.words if fit is not None else "",
        refused=shown.refused if shown is not None else "",
    )


def _name(option: Option, preview: "Preview | None") -> str:
    """An option in the words of the decision that it makes, with the day or the statement that was chosen.

    Of several requests the first decision says it: the others move to the project that it makes.
    """
    if preview is None or preview.before is None or preview.after is None:
        return option.does
    before, after = (one.workspace.all(Decision) for one in (preview.before, preview.after))
    first = min(after.keys() - before.keys(), default=None)
    return option.does if first is None else after[first].chosen
