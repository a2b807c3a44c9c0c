"""Measures for planning: need from workload, and spans of the calendar."""
