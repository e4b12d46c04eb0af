"""A case's clock starts once and never moves later: the same rule for SQLite and PostgreSQL. Frozen with migration 0002."""

SQLITE = [
    """
CREATE TRIGGER review_case_clock BEFORE UPDATE OF due_at, opened_at, ref ON review_case
BEGIN
  SELECT RAISE(ABORT, 'case:clock_moved: a case is due when it was due; a breach is reported, not hidden')
  WHERE NEW.due_at > OLD.due_at OR NEW.opened_at IS NOT OLD.opened_at OR NEW.ref IS NOT OLD.ref;
END
""",
    """
CREATE TRIGGER review_case_no_delete BEFORE DELETE ON review_case
BEGIN SELECT RAISE(ABORT, 'case:kept: a case is never deleted'); END
""",
]
DROP_SQLITE = ["DROP TRIGGER review_case_clock", "DROP TRIGGER review_case_no_delete"]

POSTGRESQL = [
    """
CREATE FUNCTION review_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION USING MESSAGE = 'case:kept: a case is never deleted', ERRCODE = 'check_violation';
  END IF;
  IF NEW.due_at > OLD.due_at OR NEW.opened_at <> OLD.opened_at OR NEW.ref <> OLD.ref THEN
    RAISE EXCEPTION USING MESSAGE = 'case:clock_moved: a case is due when it was due; a breach is reported, not hidden',
      ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER review_case_guard BEFORE UPDATE OR DELETE ON review_case
FOR EACH ROW EXECUTE FUNCTION review_case_guard()
""",
]
DROP_POSTGRESQL = ["DROP TRIGGER review_case_guard ON review_case", "DROP FUNCTION review_case_guard()"]
