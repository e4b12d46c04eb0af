#!/usr/bin/env bash
# Proves that the core stands alone: its tests run in an environment that has no Django and none of the server's packages.
set -euo pipefail
cd "$(dirname "$0")/.."
env=var/core-only
if [ ! -x "$env/bin/python" ] || [ uv.lock -nt "$env/.synced" ]; then
  rm -rf "$env"
  .venv/bin/uv venv --quiet --python .venv/bin/python "$env"
  .venv/bin/uv export --frozen --quiet --only-group core-tests --no-hashes > "$env/requirements.txt"
  VIRTUAL_ENV="$env" .venv/bin/uv pip install --quiet -r "$env/requirements.txt"
  touch "$env/.synced"
fi
"$env/bin/python" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("django") is not None)'
PYTHONPATH=src "$env/bin/python" -m pytest -q -n 2 -p no:cacheprovider tests/core
