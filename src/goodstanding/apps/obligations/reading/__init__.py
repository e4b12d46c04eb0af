"""What is on record about the platform's own duties; each area has its module."""
