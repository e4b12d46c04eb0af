"""The public pages: who is behind an account, reports and what becomes of them, the rules, and how decisions are made."""
