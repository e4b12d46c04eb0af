"""What people do about the platform's own duties; each area has its module."""
