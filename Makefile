# `make help` lists what there is to do. Nothing has to be installed but python3 (3.11 or newer), python3-venv, make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON ?= python3
PORT ?= 8000
REPORTS ?=
CMD ?= help
VENV := .venv
RUN := $(VENV)/bin/python
# Settings of a machine in production, for `check --deploy`; the secret lives as long as the check.
PRODUCTION = env -u DEBUG HTTPS=1 ALLOWED_HOSTS=archive.example \
	SECRET_KEY="$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(50))')"

# The tool prints its report to the end; here only a broken contract has something to say.
define LINT_IMPORTS
import io, sys
from contextlib import redirect_stdout
from importlinter.cli import lint_imports
with redirect_stdout(io.StringIO()) as said:
    failed = lint_imports(no_cache=True)
sys.exit(said.getvalue() if failed else 0)
endef

# Python's development mode shows every warning. Its checks of C memory are left out: nothing here is written in C, and
# they take a fifth of the time. Measuring coverage takes more than the third part, so it has a target of its own.
DEVELOPMENT_MODE = PYTHONDEVMODE=1 PYTHONMALLOC=pymalloc

# Known faults of what is pinned. Exit status 1 with a list is a finding; whatever else ends it never reached an index.
AUDIT = echo "pip-audit"; said=$$(timeout 60 $(RUN) -m pip_audit --progress-spinner off --disable-pip --no-deps \
	-r requirements.txt 2>&1); code=$$?; \
	if [ $$code -ne 0 ]; then \
		if grep -q "known vulnerabilit" <<<"$$said"; then echo "$$said"; exit 1; fi; \
		echo "  not done: no index of known faults could be reached"; \
	elif n=$$(grep -c "could not be audited" <<<"$$said"); then \
		echo "  not done for $$n packages, which the index that was reached does not know"; \
	fi

export REPORTS LINT_IMPORTS

.PHONY: help run manage test coverage lint format screenshots chromium lock clean
.PHONY: bench-ingest bench-search bench-scale bench-pages bench-compare bench-themes mutants fuzz

help: ## What there is to do
	@sed -nE 's/^([a-z-]+):.* ## (.*)/  make \1|\2/p' Makefile | column -t -s '|'

run: $(VENV)/.local ## Serve the archive at http://127.0.0.1:8000 (PORT=8001, REPORTS=folder of real reports)
	@exec $(RUN) -m inspections.serve --follow-parent --port="$(PORT)" --reports="$$REPORTS"

manage: $(VENV)/.local ## A command of manage.py on the same archive (CMD="createsuperuser")
	@exec $(RUN) manage.py $(CMD)

test: $(VENV)/.dev chromium lint ## Every check and the whole suite
	@echo "Tests"
	@$(DEVELOPMENT_MODE) exec $(RUN) -m pytest -n auto --dist loadgroup

coverage: $(VENV)/.dev chromium ## The whole suite once more, slower, with the lines and branches that it leaves out
	@$(DEVELOPMENT_MODE) exec $(RUN) -m pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered

lint: $(VENV)/.dev ## Formatting, style, types, templates, layers, migrations, deployment
	@echo "ruff format";    $(RUN) -m ruff format --check --quiet .
	@echo "ruff check";     $(RUN) -m ruff check --quiet .
	@echo "djade";          find templates -name '*.html' -print0 | xargs -0 $(VENV)/bin/djade --check
	@echo "mypy";           $(RUN) -m mypy --no-error-summary
	@echo "lint-imports";   $(RUN) -c "$$LINT_IMPORTS"
	@if command -v hadolint >/dev/null; then echo "hadolint"; hadolint Dockerfile; fi
	@$(AUDIT)
	@echo "makemigrations --check"; $(RUN) manage.py makemigrations --check --dry-run
	@echo "check --deploy"; $(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

screenshots: $(VENV)/.dev chromium ## A picture of every kind of page, at both widths and in both schemes, in var/screenshots
	@SCREENSHOTS_DIR="$${SCREENSHOTS_DIR:-var/screenshots}" exec $(RUN) -m pytest -n 2 -q tests/browser/test_every_page.py

format: $(VENV)/.dev ## Put the code and the templates into shape
	@$(RUN) -m ruff check --fix --quiet . ; $(RUN) -m ruff format --quiet .
	@find templates -name '*.html' -print0 | xargs -0 $(VENV)/bin/djade

bench-ingest: $(VENV)/.dev ## Reading and saving against plain text extraction (REPORTS=folder)
	@exec $(RUN) manage.py bench_ingest $(if $(REPORTS),"$$REPORTS")

bench-search: $(VENV)/.dev ## How well search finds, beside two references (REPORTS=folder, JUDGED=file, KNOWN=file, CONSTANTS=1)
	@exec $(RUN) manage.py bench_search $(if $(KNOWN),--known "$(KNOWN)") $(if $(JUDGED),--judged "$(JUDGED)") $(if $(CONSTANTS),--constants)

bench-scale: $(VENV)/.dev ## How search and every page hold up at a million paragraphs (REPORTS=folder)
	@exec $(RUN) manage.py bench_scale

bench-pages: $(VENV)/.dev ## How the web server bears readers, floods and slow clients (REPORTS=folder)
	@exec $(RUN) manage.py bench_pages

bench-compare: $(VENV)/.dev ## How right suggested statuses are, out of fold (REPORTS=folder, GROUPS_TOO=1, SAVE=1 keeps the weights)
	@exec $(RUN) manage.py bench_compare $(if $(REPORTS),--reports "$$REPORTS") $(if $(SAVE),--save) $(if $(GROUPS_TOO),--groups)

bench-themes: $(VENV)/.dev ## How well themes are tagged, and what rests on one expression (REPORTS=folder)
	@exec $(RUN) manage.py bench_themes $(if $(REPORTS),--reports "$$REPORTS")

mutants: $(VENV)/.dev ## Small changes to the code that tests ought to notice, an hour of them (OPTIONS="--sample 40 --areas admin")
	@exec $(RUN) -m reports.benchmarks.mutation $(OPTIONS)

fuzz: $(VENV)/.dev ## Ten minutes of damaged files against the parser
	@exec $(RUN) manage.py fuzz $(if $(REPORTS),"$$REPORTS")

# The virtual environment: filled again only when a lock file changes. A lock file names everything, so nothing is
# left to resolve: asked to, pip may look at a release newer than a pin, and stops because it has no hash for it.
$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed, as $(PYTHON); name another with PYTHON=." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python's venv module is needed (on Debian: apt-get install python3-venv)." >&2; exit 1; }

$(VENV)/.local: requirements-local.txt | $(RUN)
	@echo "Installing what the archive needs into $(VENV)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-local.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(RUN)
	@echo "Installing what the archive and its tests need into $(VENV)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.local

chromium:
	@bash .ci/chromium

# uv is asked for nothing but this. UPGRADE=1 looks for newer versions; without it what is pinned stays.
LOCK = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	$(if $(UPGRADE),--upgrade) pyproject.toml

lock: $(RUN) ## Pin the dependencies of pyproject.toml, with hashes (UPGRADE=1: newer ones)
	@$(RUN) -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) --extra embedded --extra dev --output-file requirements-dev.txt
	@$(LOCK) --extra embedded --constraint requirements-dev.txt --output-file requirements-local.txt
	@$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt

clean: ## Remove what was installed and made, the archive under var/ kept
	@rm -rf $(VENV) staticfiles htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
