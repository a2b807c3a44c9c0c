"""What is remembered: tables, questions to the database, and the workbook that comes in."""
