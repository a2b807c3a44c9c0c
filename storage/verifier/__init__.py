"""What is handed to people who check a log without this program: `verify.py`, which goes into every evidence bundle."""
