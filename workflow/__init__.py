"""What may happen, to whom and by whom. Imports nothing else of ours."""
