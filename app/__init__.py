"""The faces and the wiring. Imports everything; nothing imports it."""
