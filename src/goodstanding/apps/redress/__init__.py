"""Reports and appeals: stored first, four stages, answered by somebody who took no part."""
