"""The parts of exports: the entries that are told, and one file for each format."""
