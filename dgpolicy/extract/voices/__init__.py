"""Whose words they are: names and offices, introductions, mastheads, subjects."""
