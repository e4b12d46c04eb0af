"""A dispute moves along its flow only, and no vote is cast after its panel was closed.

The same rules for SQLite and PostgreSQL. Frozen with migration 0007.
"""

_FLOW = {
    "answering": ("voting", "examination", "withdrawn"),
    "voting": ("examination", "withdrawn"),
    "examination": ("revoked", "dismissed", "withdrawn"),
}
_ALLOWED = " OR ".join(
    f"(OLD.state = '{state}' AND NEW.state IN ({', '.join(repr(end) for end in ends)}))" for state, ends in _FLOW.items()
)
_MOVED = "dispute:moved: a dispute moves along its flow only (RQ-064)"
_CLOSED = "panel:closed: no vote counts after the panel was closed (RQ-064)"
_COUNTED = "panel:counted: a panel is counted once (RQ-064)"
_OPEN_SEAT = """
    EXISTS (SELECT 1 FROM redress_panelseat s JOIN redress_panel p ON p.id = s.panel_id
            WHERE s.id = NEW.seat_id AND p.closed_at IS NULL AND NEW.at <= p.closes_at)
"""

SQLITE = [
    f"""
CREATE TRIGGER redress_dispute_flow BEFORE UPDATE ON redress_dispute
BEGIN
  SELECT RAISE(ABORT, '{_MOVED}') WHERE NEW.state IS NOT OLD.state AND NOT ({_ALLOWED});
END
""",
    f"""
CREATE TRIGGER redress_vote_in_time BEFORE INSERT ON redress_panelvote
BEGIN
  SELECT RAISE(ABORT, '{_CLOSED}') WHERE NOT {_OPEN_SEAT};
END
""",
    f"""
CREATE TRIGGER redress_panel_counted BEFORE UPDATE ON redress_panel
BEGIN
  SELECT RAISE(ABORT, '{_COUNTED}') WHERE OLD.closed_at IS NOT NULL;
END
""",
]
DROP_SQLITE = ["DROP TRIGGER redress_dispute_flow", "DROP TRIGGER redress_vote_in_time", "DROP TRIGGER redress_panel_counted"]


def _function(name: str, condition: str, message: str) -> str:
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN
    RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""


POSTGRESQL = [
    _function("redress_dispute_flow", f"NEW.state <> OLD.state AND NOT ({_ALLOWED})", _MOVED),
    "CREATE TRIGGER redress_dispute_flow BEFORE UPDATE ON redress_dispute FOR EACH ROW EXECUTE FUNCTION redress_dispute_flow()",
    _function("redress_vote_in_time", f"NOT {_OPEN_SEAT}", _CLOSED),
    "CREATE TRIGGER redress_vote_in_time BEFORE INSERT ON redress_panelvote FOR EACH ROW EXECUTE FUNCTION redress_vote_in_time()",
    _function("redress_panel_counted", "OLD.closed_at IS NOT NULL", _COUNTED),
    "CREATE TRIGGER redress_panel_counted BEFORE UPDATE ON redress_panel FOR EACH ROW EXECUTE FUNCTION redress_panel_counted()",
]
DROP_POSTGRESQL = [
    "DROP TRIGGER redress_panel_counted ON redress_panel",
    "DROP FUNCTION redress_panel_counted()",
    "DROP TRIGGER redress_vote_in_time ON redress_panelvote",
    "DROP FUNCTION redress_vote_in_time()",
    "DROP TRIGGER redress_dispute_flow ON redress_dispute",
    "DROP FUNCTION redress_dispute_flow()",
]
