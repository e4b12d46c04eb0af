"""What the guards of migration 0002 say once people may take precautions: a specific clause, and one content only.

Frozen with migration 0003.
"""

from goodstanding.apps.enforcement.migrations import _decision_guards as former

_KNOWN = "('violation', 'suspected')"
_NOW = "('violation', 'suspected', 'precaution')"
_OVERSTEPS = "decision:precaution_oversteps: a precaution acts on one content, nothing is found"
_SQLITE_RULE = f"""
  SELECT RAISE(ABORT, '{_OVERSTEPS}')
  WHERE NEW.verdict = 'precaution' AND (NEW.content_ref = '' OR json_array_length(NEW.measures) = 0 OR EXISTS (
    SELECT 1 FROM json_each(NEW.measures) m WHERE json_extract(m.value, '$.code') NOT IN ('label', 'hold', 'remove_content')));
END
"""
_POSTGRESQL_RULE = f"""
  IF NEW.verdict = 'precaution' AND (NEW.content_ref = '' OR jsonb_array_length(NEW.measures) = 0 OR EXISTS (
      SELECT 1 FROM jsonb_array_elements(NEW.measures) m WHERE m->>'code' NOT IN ('label', 'hold', 'remove_content'))) THEN
    PERFORM enforcement_refuse('{_OVERSTEPS}');
  END IF;
  RETURN NEW;
END $$
"""

SQLITE = former.SQLITE[0].replace(_KNOWN, _NOW).rstrip().removesuffix("END").rstrip() + _SQLITE_RULE
POSTGRESQL = (
    former.POSTGRESQL[1].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(_KNOWN, _NOW).rpartition("  RETURN NEW;")[0]
    + _POSTGRESQL_RULE
)
FORMER_SQLITE = former.SQLITE[0]
FORMER_POSTGRESQL = former.POSTGRESQL[1].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
