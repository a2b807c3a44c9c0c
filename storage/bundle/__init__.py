"""The parts of an evidence bundle: which leaves, their files, the archive, and what the paper in it tells."""
