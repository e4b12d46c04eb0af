# Everything starts here: the first target that runs builds .venv and uv inside it. Needs Python 3.11+, make and git only.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PROJECT_ENVIRONMENT := $(VENV)
export PYTHONDONTWRITEBYTECODE ?=
MYPY_STRICT := src/goodstanding
# What a database decides: races, triggers, crashes, the log. The rest writes through the same services; test-postgres runs it too.
POSTGRES_TESTS := tests/apps/audit tests/apps/common tests/apps/enforcement tests/apps/review tests/flows/test_crash_during_ingest.py \
	$(wildcard tests/apps/*/test_*race*.py)

$(BIN)/uv:
	$(PYTHON) -c 'import sys; sys.exit("Goodstanding needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "uv>=0.6"

$(VENV)/.synced: pyproject.toml uv.lock | $(BIN)/uv
	$(BIN)/uv sync --frozen --quiet
	touch $@

.PHONY: help
help: ## Show this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(VENV)/.synced ## Create .venv with everything in it

.PHONY: demo
demo: setup ## Start a platform with cases in it, signed in, in your browser
	$(BIN)/goodstanding demo

.PHONY: services
services: setup ## Install and start what the tests need: PostgreSQL, Chromium, fonts (Debian packages)
	tools/install_browser.sh
	tools/postgres.sh start

.PHONY: test
test: services test-core ## Run every test: the core without Django, the rest on SQLite, what a database decides again on PostgreSQL
	$(BIN)/pytest -q -n 2 --ignore tests/core --ignore tests/web/browser
	$(BIN)/pytest -q -n 2 --dist loadfile tests/web/browser
	GOODSTANDING_DATABASE_URL="$$(tools/postgres.sh url)" $(BIN)/pytest -q -n 2 $(POSTGRES_TESTS)

.PHONY: test-postgres
test-postgres: services ## Run everything that writes records again on PostgreSQL (minutes)
	GOODSTANDING_DATABASE_URL="$$(tools/postgres.sh url)" $(BIN)/pytest -q -n 2 --ignore tests/flows/test_demo.py tests/apps tests/flows tests/web/api

.PHONY: test-core
test-core: setup ## Run the core's tests in an environment without Django
	tools/test_core_without_django.sh

.PHONY: format
format: setup ## Format the code
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.PHONY: lint
lint: setup ## Format check, lint, types, import rules, style ratchet, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(MYPY_STRICT)
	$(BIN)/lint-imports
	$(BIN)/python tools/measure_style.py
	$(BIN)/python tools/check_templates.py
	$(BIN)/python tools/collect_messages.py --check
	$(BIN)/python tools/collect_requirements.py --check
	$(BIN)/goodstanding pack lint packs/cn-public-accounts
	$(BIN)/goodstanding pack test packs/cn-public-accounts

.PHONY: check
check: lint test ## What CI runs: lint, types, import rules, style, all tests

.PHONY: bench
bench: setup ## Print the benchmark tables (minutes)
	for bench in benchmarks/bench_*.py; do $(BIN)/python $$bench; done

.PHONY: fuzz
fuzz: setup ## Fuzz every door where text, numbers, images and events come in (SECONDS=… each, 60 by default)
	$(BIN)/uv sync --frozen --quiet --group fuzz
	for door in $$($(BIN)/python -c 'from tests.fuzz.entry_points import ENTRY_POINTS; print(*ENTRY_POINTS)'); do $(BIN)/python -m tests.fuzz.run $$door $(or $(SECONDS),60) || exit 1; done

.PHONY: docs
docs: setup ## Generate docs/law and the reference pages from the code and the pack
	$(BIN)/goodstanding pack docs packs/cn-public-accounts --out docs/law
	$(BIN)/python tools/write_signal_reference.py

.PHONY: clean
clean: ## Remove what was generated; your data under var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
