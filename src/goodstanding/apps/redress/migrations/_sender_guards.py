"""What was filed stays as filed, but who sent it can be forgotten after the end: emptied, never changed.

The same rules for SQLite and PostgreSQL. Frozen with migration 0008; takes the place of a trigger of 0004.
"""

_KEY = "copyright:sender: the key of a sender is emptied after the end, never changed (RQ-065)"
_PROOF = "copyright:proof: what a proof said is emptied after the end, never changed (RQ-065)"
_FORWARDED = "copyright:forwarded: a statement stays as it was forwarded (CIV20:1196.2)"
_OVER = "EXISTS (SELECT 1 FROM redress_copyrightnotice n WHERE n.id = NEW.notice_id AND n.ended_at IS NOT NULL)"
_KEY_CHANGED = "NEW.contact_index <> OLD.contact_index AND NOT (NEW.contact_index = '' AND OLD.ended_at IS NOT NULL)"
_PROOF_CHANGED = f"NEW.text <> OLD.text AND NOT (NEW.text = '' AND {_OVER})"
_STATEMENT_CHANGED = (
    "OLD.forwarded_at IS NOT NULL AND (NEW.statement <> OLD.statement OR NEW.forwarded_at {differs} OLD.forwarded_at "
    "OR NEW.says_wrongful <> OLD.says_wrongful "
    f"OR (NEW.name_sealed <> OLD.name_sealed AND NOT (length(NEW.name_sealed) = 0 AND {_OVER})))"
)
_GUARDS = (
    ("redress_notice_sender", "redress_copyrightnotice", _KEY_CHANGED, _KEY),
    ("redress_proof_text", "redress_noticeproof", _PROOF_CHANGED, _PROOF),
    ("redress_counter_forwarded", "redress_counterstatement", _STATEMENT_CHANGED, _FORWARDED),
)

SQLITE = [
    "DROP TRIGGER IF EXISTS redress_counter_forwarded",
    *(
        f"""
CREATE TRIGGER {name} BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, '{message}') WHERE {condition.replace("{differs}", "IS NOT")};
END
"""
        for name, table, condition, message in _GUARDS
    ),
]

POSTGRESQL = [
    statement
    for name, table, condition, message in _GUARDS
    for statement in (
        f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition.replace("{differs}", "IS DISTINCT FROM")} THEN
    RAISE EXCEPTION USING MESSAGE = '{message}', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
""",
        f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
]
