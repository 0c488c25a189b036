"""What the manager can do: one function for each command."""
