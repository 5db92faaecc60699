"""What people look at: the answers as tables, text and pages."""
