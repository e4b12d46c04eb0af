"""What people are told: wordings, exact bytes, and whether they arrived."""
