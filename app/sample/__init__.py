"""The sample city: an invented Indonesian city whose workbook anyone may load, show and throw away."""
