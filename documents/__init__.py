"""What is issued: forms, drawing, and the pages that come out of it."""
