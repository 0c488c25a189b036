"""The screens, on Textual; no SQL and no business rule in here."""

import os

# Textual reads it when it is imported; an animation costs bytes and time over SSH and tells nothing.
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
