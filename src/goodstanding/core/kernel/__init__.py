"""Words every other part of the core shares: clause references, severities, errors, the unknown value."""
