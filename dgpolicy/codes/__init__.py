"""The evidence in a pledge, one kind a room; every finding returns its words."""
