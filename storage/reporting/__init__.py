"""The parts of the yearly report, each from its own tables."""
