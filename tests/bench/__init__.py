"""How fast, as ratios of one run: `make bench`. Never part of the tests."""
