"""A small workspace for the store's tests, made with nothing but the transaction."""

from pmtui.domain.entities import Charter, Program, Project, WorkItem
from pmtui.store.transaction import Transaction


def small_plan(tx: Transaction) -> str:
    """A program with a project, its charter, a deliverable and a task in it."""
    program = tx.add(Program, name="Moon", currency="EUR")
    project = tx.add(Project, program_id=program.id, code="SHT", name="Shuttle", next_number=3)
    tx.add(Charter, project_id=project.id, purpose="Carry four people")
    cabin = tx.add(WorkItem, project_id=project.id, number=1, title="Cabin", kind="deliverable")
    tx.add(WorkItem, project_id=project.id, number=2, parent_id=cabin.id, title="Seal test", effort=1440)
    return "SHT planned"
