"""Balancing people among projects: shifting a share, levelling an overload, filling a staffing request."""
