"""A notice of infringement moves along its flow only, and a statement that was forwarded stays as it is.

The same rules for SQLite and PostgreSQL. Frozen with migration 0003.
"""

_FLOW = {
    "incomplete": ("examination", "lapsed", "withdrawn"),
    "examination": ("incomplete", "refused", "acted", "withdrawn"),
    "acted": ("countered", "proceedings", "wrongful", "superseded", "withdrawn"),
    "countered": ("proceedings", "restored", "wrongful", "superseded", "withdrawn"),
    "proceedings": ("restored", "confirmed", "wrongful", "superseded", "withdrawn"),
}
_ALLOWED = " OR ".join(
    f"(OLD.state = '{state}' AND NEW.state IN ({', '.join(repr(end) for end in ends)}))" for state, ends in _FLOW.items()
)
_MOVED = "copyright:moved: a notice moves along its flow only (RQ-065)"
_FORWARDED = "copyright:forwarded: a statement stays as it was forwarded (CIV20:1196.2)"
_CHANGED = (
    "NEW.statement <> OLD.statement OR NEW.name_sealed <> OLD.name_sealed OR NEW.forwarded_at {differs} OLD.forwarded_at "
    "OR NEW.says_wrongful <> OLD.says_wrongful"
)

SQLITE = [
    f"""
CREATE TRIGGER redress_notice_flow BEFORE UPDATE ON redress_copyrightnotice
BEGIN
  SELECT RAISE(ABORT, '{_MOVED}') WHERE NEW.state IS NOT OLD.state AND NOT ({_ALLOWED});
END
""",
    f"""
CREATE TRIGGER redress_counter_forwarded BEFORE UPDATE ON redress_counterstatement
BEGIN
  SELECT RAISE(ABORT, '{_FORWARDED}') WHERE OLD.forwarded_at IS NOT NULL AND ({_CHANGED.format(differs="IS NOT")});
END
""",
]
DROP_SQLITE = ["DROP TRIGGER redress_notice_flow", "DROP TRIGGER redress_counter_forwarded"]

POSTGRESQL = [
    f"""
CREATE FUNCTION redress_notice_flow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT ({_ALLOWED}) THEN
    RAISE EXCEPTION USING MESSAGE = '{_MOVED}', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER redress_notice_flow BEFORE UPDATE ON redress_copyrightnotice
FOR EACH ROW EXECUTE FUNCTION redress_notice_flow()
""",
    f"""
CREATE FUNCTION redress_counter_forwarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.forwarded_at IS NOT NULL AND ({_CHANGED.format(differs="IS DISTINCT FROM")}) THEN
    RAISE EXCEPTION USING MESSAGE = '{_FORWARDED}', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER redress_counter_forwarded BEFORE UPDATE ON redress_counterstatement
FOR EACH ROW EXECUTE FUNCTION redress_counter_forwarded()
""",
]
DROP_POSTGRESQL = [
    "DROP TRIGGER redress_counter_forwarded ON redress_counterstatement",
    "DROP FUNCTION redress_counter_forwarded()",
    "DROP TRIGGER redress_notice_flow ON redress_copyrightnotice",
    "DROP FUNCTION redress_notice_flow()",
]
