"""Run the program as ``python -m pmtui``."""

from pmtui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
