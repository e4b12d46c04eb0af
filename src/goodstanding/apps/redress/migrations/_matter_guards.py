"""What somebody filed stays as filed; stages go one step at a time; nobody who took part decides an appeal.

The same rules for SQLite and PostgreSQL. Frozen with migration 0002.
"""

_NEXT = (
    "(OLD.stage = 'intake' AND NEW.stage = 'screening') OR (OLD.stage = 'screening' AND NEW.stage = 'handling') "
    "OR (OLD.stage = 'handling' AND NEW.stage = 'feedback') OR (OLD.stage = 'feedback' AND NEW.stage = 'closed')"
)
_CHAIN = """
    WITH RECURSIVE chain(id, decider_id, second_approver_id, supersedes_id) AS (
      SELECT id, decider_id, second_approver_id, supersedes_id FROM enforcement_decision WHERE ref = NEW.decision_ref
      UNION
      SELECT d.id, d.decider_id, d.second_approver_id, d.supersedes_id
      FROM enforcement_decision d JOIN chain ON d.id = chain.supersedes_id
    ) SELECT decider_id, second_approver_id FROM chain
"""
_TOOK_PART = "appeal:took_part: whoever decided or approved before cannot decide the appeal (PA21:20.2)"
_SKIPPED = "stage:skipped: a matter goes one stage at a time (PA21:20.2)"
_DECIDED = "matter:decided: an outcome is recorded once"
_UNHEARD = "appeal:unanswered: every ground gets an answer"


def _sqlite(table: str) -> str:
    return f"""
CREATE TRIGGER {table}_stages BEFORE UPDATE ON {table}
BEGIN
  SELECT RAISE(ABORT, '{_SKIPPED}') WHERE NEW.stage IS NOT OLD.stage AND NOT ({_NEXT});
  SELECT RAISE(ABORT, '{_DECIDED}') WHERE OLD.outcome <> '' AND NEW.outcome IS NOT OLD.outcome;
END
"""


def _appeal_sqlite(event: str) -> str:
    return f"""
CREATE TRIGGER redress_appeal_other_person_{event.lower()} BEFORE {event} ON redress_appeal
BEGIN
  SELECT RAISE(ABORT, '{_TOOK_PART}')
  WHERE NEW.decided_by_id IS NOT NULL AND (NEW.decided_by_id = NEW.appellant_user_id OR EXISTS (
    SELECT 1 FROM ({_CHAIN}) AS before WHERE NEW.decided_by_id IN (before.decider_id, before.second_approver_id)));
  SELECT RAISE(ABORT, '{_UNHEARD}')
  WHERE NEW.outcome IN ('upheld', 'partly_upheld', 'rejected') AND (
    json_array_length(NEW.answers) <> json_array_length(NEW.grounds) OR EXISTS (
      SELECT 1 FROM json_each(NEW.answers) a WHERE trim(coalesce(json_extract(a.value, '$.answer'), '')) = ''));
END
"""


SQLITE = [_sqlite("redress_report"), _sqlite("redress_appeal"), _appeal_sqlite("INSERT"), _appeal_sqlite("UPDATE")]
DROP_SQLITE = [
    "DROP TRIGGER redress_report_stages",
    "DROP TRIGGER redress_appeal_stages",
    "DROP TRIGGER redress_appeal_other_person_insert",
    "DROP TRIGGER redress_appeal_other_person_update",
]

POSTGRESQL = [
    f"""
CREATE FUNCTION redress_stage_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stage <> OLD.stage AND NOT ({_NEXT}) THEN
    RAISE EXCEPTION USING MESSAGE = '{_SKIPPED}', ERRCODE = 'check_violation';
  END IF;
  IF OLD.outcome <> '' AND NEW.outcome <> OLD.outcome THEN
    RAISE EXCEPTION USING MESSAGE = '{_DECIDED}', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
""",
    "CREATE TRIGGER redress_report_stages BEFORE UPDATE ON redress_report FOR EACH ROW EXECUTE FUNCTION redress_stage_guard()",
    "CREATE TRIGGER redress_appeal_stages BEFORE UPDATE ON redress_appeal FOR EACH ROW EXECUTE FUNCTION redress_stage_guard()",
    f"""
CREATE FUNCTION redress_appeal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decided_by_id IS NOT NULL AND (NEW.decided_by_id = NEW.appellant_user_id OR EXISTS (
      SELECT 1 FROM ({_CHAIN}) AS before WHERE NEW.decided_by_id IN (before.decider_id, before.second_approver_id))) THEN
    RAISE EXCEPTION USING MESSAGE = '{_TOOK_PART}', ERRCODE = 'check_violation';
  END IF;
  IF NEW.outcome IN ('upheld', 'partly_upheld', 'rejected') AND (
      jsonb_array_length(NEW.answers) <> jsonb_array_length(NEW.grounds) OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.answers) a WHERE btrim(coalesce(a->>'answer', '')) = '')) THEN
    RAISE EXCEPTION USING MESSAGE = '{_UNHEARD}', ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER redress_appeal_other_person BEFORE INSERT OR UPDATE ON redress_appeal
FOR EACH ROW EXECUTE FUNCTION redress_appeal_guard()
""",
]
DROP_POSTGRESQL = [
    "DROP TRIGGER redress_appeal_other_person ON redress_appeal",
    "DROP FUNCTION redress_appeal_guard()",
    "DROP TRIGGER redress_appeal_stages ON redress_appeal",
    "DROP TRIGGER redress_report_stages ON redress_report",
    "DROP FUNCTION redress_stage_guard()",
]
