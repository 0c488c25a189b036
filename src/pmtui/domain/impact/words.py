"""An impact in words: what is against an option, worst first, and what causes each of its figures."""

from collections.abc import Iterator
from datetime import date

from pmtui.domain.amounts import show_money, signed_money
from pmtui.domain.days import in_working_days, show_slip
from pmtui.domain.entities import Allocation, Program, Project, WorkItem
from pmtui.domain.entry import show_hours
from pmtui.domain.impact.outlook import Outlook
from pmtui.domain.impact.result import BenefitChange, Figures, Impact, ItemChange, ProjectChange
from pmtui.domain.load import binds

NO_WORK = "no work"  # the finish of a project in which nothing is left to do
CAUSES_MOST = 12  # work items named as the causes of one figure


def warnings(impact: Impact) -> tuple[str, ...]:
    """What speaks against an option, one sentence part each: what is lost first, then what has no finish by it."""
    lost = [f"loses {one.kind} {one.name}: {one.why}" for one in impact.lost]
    unstaffed = [without_staff(f"{one.name} {one.title}", one.day) for one in impact.unstaffed]
    endless = [without_finish(f"{one.name} {one.title}", one.why) for one in endless_work(impact)]
    finishes = [without_finish(one.code, one.after.reason) for one in impact.unfinished if one.after]
    return (*lost, *unstaffed, *endless, *finishes, *lesser(impact))


def gains(impact: Impact) -> tuple[str, ...]:
    """What else an option improves besides dates and cost."""
    found = [f"benefit {one.name} in time again" for one in impact.benefits if one.saved]
    found += [f"{one.name} {one.title} meets its deadline again" for one in impact.met]
    less = [one for one in impact.overloads if one.after < one.before]
    found += [f"{one.name} has {show_hours(one.before - one.after)} less overload" for one in less]
    return (*found, *(f"{one.predecessor} → {one.successor} within one project" for one in impact.uncrossed))


def endless_work(impact: Impact) -> tuple[ItemChange, ...]:
    """The work that loses its finish though it has staff, but what its project's lost finish says already."""
    told = {one.project_id for one in impact.unfinished}
    return tuple(one for one in impact.endless if one.project_id not in told)


def without_staff(names: str, day: date | None) -> str:
    """That work is left without staff, maybe from a day on."""
    return f"leaves {names} without staff" + (f" from {day.isoformat()}" if day else "")


def without_finish(names: str, why: str) -> str:
    """That work or projects lose their finish, and why."""
    return f"leaves {names} without a finish: {why}"


def lesser(impact: Impact) -> Iterator[str]:
    """What speaks against an option though nothing is lost, nor left without staff or finish by it."""
    for benefit in impact.benefits:
        if not benefit.saved:
            yield _late(benefit)
    for item in impact.missed:
        yield _missed(item)
    for one in impact.overloads:
        if one.after > one.before:
            yield f"{show_hours(one.after - one.before)} more overload of {one.name}"
    for link in impact.crossing:
        yield f"{link.predecessor} → {link.successor} begins to cross projects"


def _late(benefit: BenefitChange) -> str:
    if benefit.after.late is None:
        return f"benefit {benefit.name} has no date: {benefit.after.reason}"
    return f"benefit {benefit.name} turns {in_working_days(benefit.after.late)} late"


def _missed(item: ItemChange) -> str:
    finish = "has no finish" if item.finish is None else f"finishes on {item.finish.isoformat()}"
    deadline = f", its deadline is {item.day.isoformat()}" if item.day else ""
    return f"{item.name} {item.title} {finish}{deadline}"


def finish_change(change: ProjectChange) -> str:
    """What becomes of a project's finish: ``2027-03-12 → 2027-03-19 +5d``, or that nothing does."""
    if change.after is None:
        return "gone"
    now = _finish(change.after)
    if change.before is None:
        return f"{now}, new"
    was = _finish(change.before)
    if was == now:
        return f"{now} as now"
    return f"{was} → {now}" + (f" {show_slip(change.later)}" if change.later is not None else "")


def _finish(figures: Figures) -> str:
    """A project's finish, or which way it has none: nothing left to do is not work that does not finish."""
    return figures.finish.isoformat() if figures.finish else NO_WORK if figures.idle else "no finish"


def in_all(cost: int, overload: int, currency: str) -> str:
    """What an option costs and promises beyond what there is, in all projects."""
    return f"in all: cost {signed_money(cost, currency)}, overload {'+' * (overload > 0)}{show_hours(overload)}"


def causes(before: Outlook, after: Outlook, impact: Impact, program_id: int) -> tuple[str, ...]:
    """Every figure of an impact with what causes it: which work items, which people; a heading for each project."""
    lines: list[str] = []
    for change in impact.changed:
        if change.program_id == program_id:
            lines += _project_causes(before, after, change)
    for one in impact.overloads:
        lines.append(f"{one.name}: overload {show_hours(one.before)} → {show_hours(one.after)}")
        lines += [f"  {line}" for line in _shares(after, one.resource_id)]
    lines += [f"Against: {one}" for one in warnings(impact)]
    lines += [f"For: {one}" for one in gains(impact)]
    return tuple(lines) or ("Nothing changes.",)


def _project_causes(before: Outlook, after: Outlook, change: ProjectChange) -> Iterator[str]:
    workspace = after.workspace if change.after is not None else before.workspace
    project = workspace.all(Project)[change.project_id]
    currency = workspace.all(Program)[change.program_id].currency
    cost = f", cost {'+' * (change.cost > 0)}{show_money(change.cost, currency)}" if change.cost else ""
    yield f"{project.code} {project.name}: {finish_change(change)}{cost}"
    moved = list(_moved_items(before, after, change.project_id, currency))
    yield from (f"  {line}" for _, line in sorted(moved, key=lambda one: -one[0])[:CAUSES_MOST])
    if len(moved) > CAUSES_MOST:
        yield f"  and {len(moved) - CAUSES_MOST} more work items"


def _moved_items(before: Outlook, after: Outlook, project_id: int, currency: str) -> Iterator[tuple[int, str]]:
    """Each work item of a project that came, went, moved in time or changed its cost, with how much that is."""
    calendar = after.workspace.calendar
    old_ids, new_ids = (
        {one.id for one in side.workspace.where(WorkItem, "project_id", project_id)} for side in (before, after)
    )
    for id in sorted(old_ids | new_ids):
        side = after if id in new_ids else before
        item = side.workspace.all(WorkItem)[id]
        was, now = (one.forecast.items.get(id) for one in (before, after))
        name = f"{side.workspace.name_of(item)} {item.title}"
        if side.workspace.where(WorkItem, "parent_id", id) or (was == now and old_ids == new_ids):
            continue  # what contains others says nothing of its own
        if id not in old_ids or id not in new_ids:
            yield 1_000_000, f"{name} {'comes here' if id in new_ids else 'goes'}"
            continue
        if was is None or now is None:
            yield 1_000_000, f"{name} {'is dropped or done' if now is None else 'is open again'}"
            continue
        days = calendar.between(was.finish, now.finish) if was.finish and now.finish else None
        parts = [f"{show_slip(days)}"] if days else []
        if was.finish != now.finish and days is None:
            parts.append("no finish" if now.finish is None else "has a finish again")
        if was.cost != now.cost:
            more = now.cost - was.cost
            parts.append(f"cost {'+' * (more > 0)}{show_money(more, currency)}")
        if parts:
            yield abs(days or 0), f"{name}: {', '.join(parts)}"


def _shares(after: Outlook, resource_id: int) -> Iterator[str]:
    for share in after.workspace.where(Allocation, "resource_id", resource_id):
        if binds(after.workspace, share) and (share.finish is None or share.finish >= after.today):
            code = after.workspace.all(Project)[share.project_id].code
            first = share.start.isoformat() if share.start else ""
            yield f"{share.percent} % on {code} {first}..{share.finish.isoformat() if share.finish else ''}"
