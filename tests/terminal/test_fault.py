"""A fault in the program: the terminal comes back, one sentence, and a report with nothing of the data."""

import stat
from pathlib import Path

from tests.terminal.program import Program

FAULTY = """
import sys
import pmtui.ui.app
def fail(self):
    secret = "TOP" + "SECRET"
    raise ValueError(secret)
pmtui.ui.app.PmtuiApp.action_redo = fail
from pmtui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_fault_is_reported_without_data_and_the_terminal_comes_back(tmp_path: Path) -> None:
    program = Program(["demo", "--today", "2027-03-01"], tmp_path, code=FAULTY, columns=200)
    try:
        program.until("? keys")
        program.press("\x12")
        assert program.ended() == 1
        (report,) = (tmp_path / "state" / "pmtui").iterdir()
        screen, _, rest = program.sent.partition(b"\x1b[?1049l\x1b[?25h")
        assert screen
        said = rest.decode().strip()
        assert said.startswith("pmtui ended because of a fault in it (ValueError)")
        assert said.endswith(f"The report is in {report}.")
        assert "\n" not in said
    finally:
        program.close()
    text = report.read_text()
    assert "in fail" in text
    assert "SECRET" not in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
