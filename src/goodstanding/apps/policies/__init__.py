"""Which policy packs are installed and live, and the clause texts decisions cite."""
