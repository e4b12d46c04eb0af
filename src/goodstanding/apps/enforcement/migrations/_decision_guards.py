"""Triggers that refuse a half-made decision, an edit, and a deletion: the same rules twice, for SQLite and PostgreSQL.

SQLite's INSERT OR REPLACE removes the row in the way without asking any DELETE trigger: the guard asks instead.
Frozen with migration 0002. A later migration that lets Django rebuild one of these tables on SQLite drops its triggers and
must install them again (tests/apps/enforcement/test_raw_sql.py notices).
"""

TOOK_PART_SQLITE = """
  SELECT RAISE(ABORT, 'decision:took_part: whoever decided or approved before cannot decide the appeal (PA21:20.2)')
  WHERE NEW.source = 'appeal' AND EXISTS (
    SELECT 1 FROM (
      WITH RECURSIVE chain(id, decider_id, second_approver_id, supersedes_id) AS (
        SELECT id, decider_id, second_approver_id, supersedes_id FROM enforcement_decision WHERE id = NEW.supersedes_id
        UNION
        SELECT d.id, d.decider_id, d.second_approver_id, d.supersedes_id
        FROM enforcement_decision d JOIN chain ON d.id = chain.supersedes_id
      ) SELECT decider_id, second_approver_id FROM chain
    ) AS before
    WHERE NEW.decider_id IN (before.decider_id, before.second_approver_id)
       OR NEW.second_approver_id IN (before.decider_id, before.second_approver_id)
  );
"""

SQLITE = [
    f"""
CREATE TRIGGER enforcement_decision_guard BEFORE INSERT ON enforcement_decision
BEGIN
  SELECT RAISE(ABORT, 'decision:immutable: a decision is never replaced; supersede it')
  WHERE EXISTS (
    SELECT 1 FROM enforcement_decision d
    WHERE d.id = NEW.id OR d.ref = NEW.ref OR d.notice_id = NEW.notice_id OR d.log_index = NEW.log_index
       OR d.supersedes_id = NEW.supersedes_id);
  SELECT RAISE(ABORT, 'decision:no_facts: a decision states what happened')
  WHERE NEW.facts IS NULL OR trim(NEW.facts, char(9, 10, 13, 32, 12288)) = '';
  SELECT RAISE(ABORT, 'decision:no_evidence: a decision rests on evidence')
  WHERE NEW.evidence IS NULL OR json_type(NEW.evidence) <> 'array' OR json_array_length(NEW.evidence) = 0
     OR EXISTS (SELECT 1 FROM json_each(NEW.evidence) e
                WHERE coalesce(json_extract(e.value, '$.ref'), '') = '' OR length(coalesce(json_extract(e.value, '$.sha256'), '')) <> 64);
  SELECT RAISE(ABORT, 'decision:no_clause: a violation or suspicion names a specific clause whose text is on file')
  WHERE NEW.verdict IN ('violation', 'suspected') AND NOT EXISTS (
    SELECT 1 FROM json_each(NEW.clauses) c
    WHERE json_extract(c.value, '$.ref') NOT IN ('PA21:4.1', 'PA21:18(9)', 'PA21:18(10)'));
  SELECT RAISE(ABORT, 'decision:unknown_clause: a clause is cited with the text that is on file')
  WHERE NEW.clauses IS NULL OR json_type(NEW.clauses) <> 'array' OR EXISTS (
    SELECT 1 FROM json_each(NEW.clauses) c WHERE NOT EXISTS (
      SELECT 1 FROM policies_clauseversion v
      WHERE v.ref = json_extract(c.value, '$.ref') AND v.sha256 = json_extract(c.value, '$.sha256')
        AND v.text = json_extract(c.value, '$.text')));
  SELECT RAISE(ABORT, 'decision:no_notice: a decision carries the notice issued for it')
  WHERE NEW.notice_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM notices_notice n WHERE n.id = NEW.notice_id AND n.decision_ref = NEW.ref);
  SELECT RAISE(ABORT, 'decision:no_appeal_route: a decision says where and until when to appeal')
  WHERE NEW.appeal_route IS NULL OR coalesce(json_extract(NEW.appeal_route, '$.url_path'), '') = ''
     OR coalesce(json_extract(NEW.appeal_route, '$.deadline'), '') = '' OR coalesce(json_extract(NEW.appeal_route, '$.days'), 0) < 1;
  SELECT RAISE(ABORT, 'decision:no_statement: a decision carries its statement of reasons')
  WHERE NEW.statement IS NULL OR json_type(NEW.statement) <> 'object' OR NEW.statement = '{{}}';
  SELECT RAISE(ABORT, 'decision:unknown_measure: the measure is not one of those the law names')
  WHERE NEW.measures IS NULL OR json_type(NEW.measures) <> 'array' OR EXISTS (
    SELECT 1 FROM json_each(NEW.measures) m WHERE coalesce(json_extract(m.value, '$.code'), '') NOT IN
      ('label', 'warn', 'hold', 'remove_content', 'limit_function', 'stop_ads', 'suspend_updates', 'close', 'ban_reregistration',
       'blacklist'));
  SELECT RAISE(ABORT, 'decision:measure_without_violation: without a violation there is no measure')
  WHERE NEW.verdict NOT IN ('violation', 'suspected') AND json_array_length(NEW.measures) > 0;
  SELECT RAISE(ABORT, 'decision:machine_oversteps: a machine may label, hold or limit a function, with an end')
  WHERE NEW.source = 'machine' AND EXISTS (
    SELECT 1 FROM json_each(NEW.measures) m
    WHERE json_extract(m.value, '$.code') NOT IN ('label', 'hold', 'limit_function')
       OR coalesce(json_extract(m.value, '$.ends_at'), '') = '');
  SELECT RAISE(ABORT, 'decision:needs_second_person: closing, listing and banning take two people')
  WHERE (NEW.second_approver_id IS NULL OR NEW.decider_id IS NULL OR NEW.second_approver_id = NEW.decider_id) AND (
    trim(NEW.exception_reason) <> '' OR EXISTS (
      SELECT 1 FROM json_each(NEW.measures) m
      WHERE json_extract(m.value, '$.code') IN ('close', 'blacklist', 'ban_reregistration')));
  SELECT RAISE(ABORT, 'decision:no_review_date: a blacklist entry says when it is looked at again')
  WHERE EXISTS (SELECT 1 FROM json_each(NEW.measures) m WHERE json_extract(m.value, '$.code') = 'blacklist'
                AND coalesce(json_extract(m.value, '$.review_at'), '') = '');
  SELECT RAISE(ABORT, 'decision:supersedes_another_account: a decision replaces one about the same account')
  WHERE NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM enforcement_decision d WHERE d.id = NEW.supersedes_id AND d.account_ref = NEW.account_ref);
{TOOK_PART_SQLITE}
END
""",
    """
CREATE TRIGGER enforcement_measure_insert BEFORE INSERT ON enforcement_measurestate
BEGIN
  SELECT RAISE(ABORT, 'measure:not_in_decision: a measure is one the decision imposes')
  WHERE NOT EXISTS (
    SELECT 1 FROM enforcement_decision d JOIN json_each(d.measures) m
    WHERE d.id = NEW.decision_id AND m.key = NEW.position AND json_extract(m.value, '$.code') = NEW.code);
END
""",
    """
CREATE TRIGGER enforcement_measure_update BEFORE UPDATE ON enforcement_measurestate
BEGIN
  SELECT RAISE(ABORT, 'measure:backwards: a measure never comes back into force')
  WHERE NEW.status IS NOT OLD.status AND NOT (
    OLD.status = 'pending' OR (OLD.status = 'applied' AND NEW.status IN ('ended', 'reverted'))
    OR (OLD.status = 'ended' AND NEW.status = 'reverted'));
END
""",
    """
CREATE TRIGGER enforcement_proposal_settled BEFORE UPDATE ON enforcement_proposal
BEGIN
  SELECT RAISE(ABORT, 'proposal:settled: a proposal is approved or rejected once') WHERE OLD.status <> 'open' AND (OLD.decision_ref <> '' OR NEW.status IS NOT OLD.status
    OR NEW.decided_by_id IS NOT OLD.decided_by_id OR NEW.decided_at IS NOT OLD.decided_at OR NEW.note IS NOT OLD.note);
END
""",
]

DROP_SQLITE = [
    "DROP TRIGGER enforcement_decision_guard",
    "DROP TRIGGER enforcement_measure_insert",
    "DROP TRIGGER enforcement_measure_update",
    "DROP TRIGGER enforcement_proposal_settled",
]

POSTGRESQL = [
    """
CREATE FUNCTION enforcement_refuse(reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = reason, ERRCODE = 'check_violation'; END $$
""",
    """
CREATE FUNCTION enforcement_decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF btrim(coalesce(NEW.facts, ''), E' \\t\\n\\r\\u3000') = '' THEN
    PERFORM enforcement_refuse('decision:no_facts: a decision states what happened');
  END IF;
  IF NEW.evidence IS NULL OR jsonb_typeof(NEW.evidence) <> 'array' THEN
    PERFORM enforcement_refuse('decision:no_evidence: a decision rests on evidence');
  END IF;
  IF jsonb_array_length(NEW.evidence) = 0 OR EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.evidence) e
      WHERE coalesce(e->>'ref', '') = '' OR length(coalesce(e->>'sha256', '')) <> 64) THEN
    PERFORM enforcement_refuse('decision:no_evidence: a decision rests on evidence');
  END IF;
  IF NEW.clauses IS NULL OR jsonb_typeof(NEW.clauses) <> 'array' THEN
    PERFORM enforcement_refuse('decision:unknown_clause: a clause is cited with the text that is on file');
  END IF;
  IF NEW.verdict IN ('violation', 'suspected') AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.clauses) c
      WHERE coalesce(c->>'ref', '') NOT IN ('', 'PA21:4.1', 'PA21:18(9)', 'PA21:18(10)')) THEN
    PERFORM enforcement_refuse('decision:no_clause: a violation or suspicion names a specific clause whose text is on file');
  END IF;
  IF EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.clauses) c WHERE NOT EXISTS (
        SELECT 1 FROM policies_clauseversion v
        WHERE v.ref = c->>'ref' AND v.sha256 = c->>'sha256' AND v.text = c->>'text')) THEN
    PERFORM enforcement_refuse('decision:unknown_clause: a clause is cited with the text that is on file');
  END IF;
  IF NEW.notice_id IS NULL OR NOT EXISTS (
      SELECT 1 FROM notices_notice n WHERE n.id = NEW.notice_id AND n.decision_ref = NEW.ref) THEN
    PERFORM enforcement_refuse('decision:no_notice: a decision carries the notice issued for it');
  END IF;
  IF NEW.appeal_route IS NULL OR coalesce(NEW.appeal_route->>'url_path', '') = ''
      OR coalesce(NEW.appeal_route->>'deadline', '') = '' OR coalesce((NEW.appeal_route->>'days')::int, 0) < 1 THEN
    PERFORM enforcement_refuse('decision:no_appeal_route: a decision says where and until when to appeal');
  END IF;
  IF NEW.statement IS NULL OR jsonb_typeof(NEW.statement) <> 'object' OR NEW.statement = '{}'::jsonb THEN
    PERFORM enforcement_refuse('decision:no_statement: a decision carries its statement of reasons');
  END IF;
  IF NEW.measures IS NULL OR jsonb_typeof(NEW.measures) <> 'array' THEN
    PERFORM enforcement_refuse('decision:unknown_measure: the measure is not one of those the law names');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.measures) m WHERE coalesce(m->>'code', '') NOT IN
      ('label', 'warn', 'hold', 'remove_content', 'limit_function', 'stop_ads', 'suspend_updates', 'close', 'ban_reregistration',
       'blacklist')) THEN
    PERFORM enforcement_refuse('decision:unknown_measure: the measure is not one of those the law names');
  END IF;
  IF NEW.verdict NOT IN ('violation', 'suspected') AND jsonb_array_length(NEW.measures) > 0 THEN
    PERFORM enforcement_refuse('decision:measure_without_violation: without a violation there is no measure');
  END IF;
  IF NEW.source = 'machine' AND EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.measures) m
      WHERE m->>'code' NOT IN ('label', 'hold', 'limit_function') OR coalesce(m->>'ends_at', '') = '') THEN
    PERFORM enforcement_refuse('decision:machine_oversteps: a machine may label, hold or limit a function, with an end');
  END IF;
  IF (NEW.second_approver_id IS NULL OR NEW.decider_id IS NULL OR NEW.second_approver_id = NEW.decider_id) AND (
      btrim(NEW.exception_reason) <> '' OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.measures) m
        WHERE m->>'code' IN ('close', 'blacklist', 'ban_reregistration'))) THEN
    PERFORM enforcement_refuse('decision:needs_second_person: closing, listing and banning take two people');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.measures) m
             WHERE m->>'code' = 'blacklist' AND coalesce(m->>'review_at', '') = '') THEN
    PERFORM enforcement_refuse('decision:no_review_date: a blacklist entry says when it is looked at again');
  END IF;
  IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM enforcement_decision d WHERE d.id = NEW.supersedes_id AND d.account_ref = NEW.account_ref) THEN
    PERFORM enforcement_refuse('decision:supersedes_another_account: a decision replaces one about the same account');
  END IF;
  IF NEW.source = 'appeal' AND EXISTS (
      WITH RECURSIVE chain(id, decider_id, second_approver_id, supersedes_id) AS (
        SELECT id, decider_id, second_approver_id, supersedes_id FROM enforcement_decision WHERE id = NEW.supersedes_id
        UNION
        SELECT d.id, d.decider_id, d.second_approver_id, d.supersedes_id
        FROM enforcement_decision d JOIN chain ON d.id = chain.supersedes_id
      ) SELECT 1 FROM chain
      WHERE NEW.decider_id IN (chain.decider_id, chain.second_approver_id)
         OR NEW.second_approver_id IN (chain.decider_id, chain.second_approver_id)) THEN
    PERFORM enforcement_refuse('decision:took_part: whoever decided or approved before cannot decide the appeal (PA21:20.2)');
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER enforcement_decision_guard BEFORE INSERT ON enforcement_decision
FOR EACH ROW EXECUTE FUNCTION enforcement_decision_guard()
""",
    """
CREATE FUNCTION enforcement_measure_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM enforcement_decision d
                   WHERE d.id = NEW.decision_id AND d.measures->(NEW.position::int)->>'code' = NEW.code) THEN
      PERFORM enforcement_refuse('measure:not_in_decision: a measure is one the decision imposes');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND NOT (
      OLD.status = 'pending' OR (OLD.status = 'applied' AND NEW.status IN ('ended', 'reverted'))
      OR (OLD.status = 'ended' AND NEW.status = 'reverted')) THEN
    PERFORM enforcement_refuse('measure:backwards: a measure never comes back into force');
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER enforcement_measure_guard BEFORE INSERT OR UPDATE ON enforcement_measurestate
FOR EACH ROW EXECUTE FUNCTION enforcement_measure_guard()
""",
    """
CREATE FUNCTION enforcement_proposal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'open' AND (OLD.decision_ref <> '' OR (NEW.status, NEW.decided_by_id, NEW.decided_at, NEW.note)
      IS DISTINCT FROM (OLD.status, OLD.decided_by_id, OLD.decided_at, OLD.note)) THEN
    PERFORM enforcement_refuse('proposal:settled: a proposal is approved or rejected once');
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER enforcement_proposal_guard BEFORE UPDATE ON enforcement_proposal
FOR EACH ROW EXECUTE FUNCTION enforcement_proposal_guard()
""",
]

DROP_POSTGRESQL = [
    "DROP TRIGGER enforcement_proposal_guard ON enforcement_proposal",
    "DROP FUNCTION enforcement_proposal_guard()",
    "DROP TRIGGER enforcement_measure_guard ON enforcement_measurestate",
    "DROP FUNCTION enforcement_measure_guard()",
    "DROP TRIGGER enforcement_decision_guard ON enforcement_decision",
    "DROP FUNCTION enforcement_decision_guard()",
    "DROP FUNCTION enforcement_refuse(text)",
]
