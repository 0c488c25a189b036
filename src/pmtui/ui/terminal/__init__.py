"""The terminal that the app runs on: keys in, changed cells out, and an end whatever becomes of the connection."""
