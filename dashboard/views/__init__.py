"""One page of the dashboard per module."""
