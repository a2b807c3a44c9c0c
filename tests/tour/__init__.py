"""The README's tour, walked."""
