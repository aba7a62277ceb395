# Leeward. `make help` lists the targets.
SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v $$p; break; fi; done)
INSTALL := sh scripts/install
# Side by side, the workers must list the tests in one order: hence a hash seed wherever this is used.
# Not the files with most tests first: those with few that take long would be left for the end, one worker alone.
# One more of them than there are processors, since some always wait for a server or a browser.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN) && echo $$((n < 4 ? n + 1 : 4)) || echo auto)
SIDE_BY_SIDE := -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=20 \
	-o tmp_path_retention_policy=failed
# Each test has a database of its own, and on a disk much of its time is waiting for that: so in memory, where there
# is room and programs may be started from there.
IN_MEMORY = $(shell [ -z "$$TMPDIR" ] && [ -w /dev/shm ] && ! grep -q ' /dev/shm .*noexec' /proc/mounts && \
	[ "$$(df -Pk /dev/shm | awk 'END { print $$4 }')" -gt 4000000 ] && echo TMPDIR=/dev/shm)

.PHONY: help setup run examples browser postgresql test test-db test-long test-alone check format bench sbom audit operations catalogs locks clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 14

setup: $(VENV)/.run ## make .venv with what the program needs

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml scripts/install
	@$(INSTALL) $(VENV) "$(PYTHON)" run
	@touch $@

$(VENV)/.lint: $(VENV)/.run requirements/lint.txt
	@$(INSTALL) $(VENV) "$(PYTHON)" lint
	@touch $@

$(VENV)/.test-db: $(VENV)/.lint requirements/test-db.txt scripts/ensure-postgresql
	@sh scripts/ensure-postgresql $(VENV) "$(PYTHON)"
	@touch $@

postgresql: setup ## add the driver for records on a PostgreSQL server
	@$(INSTALL) $(VENV) "$(PYTHON)" postgresql

run: setup ## the practice in the browser, on this machine: prints its address and, at first, a set-up code
	@$(VENV)/bin/leeward serve

examples: setup ## make the papers of the made-up clients in examples/ and say where they are
	@$(VENV)/bin/leeward examples --out out

browser: ## see to it that a Chromium is here for the browser tests
	@sh scripts/ensure-browser

test: $(VENV)/.lint browser ## all tests, reduced counts
	@$(IN_MEMORY) PYTHONHASHSEED=0 $(PY) -m pytest -q $(SIDE_BY_SIDE) -m "not long and not alone" tests

test-db: $(VENV)/.test-db ## the tests of the practice again, on PostgreSQL
	@$(IN_MEMORY) LEEWARD_TEST_DB=postgresql PYTHONHASHSEED=0 $(PY) -m pytest -q $(SIDE_BY_SIDE) -m "db and not long and not alone" tests

# What does the same at any count is `make test`'s alone.
test-long: $(VENV)/.lint browser ## full counts, seeds printed
	@seed=$${SEED:-$$(date +%s)}; echo "Seed $$seed (run again with SEED=$$seed make test-long)"; \
		$(IN_MEMORY) SEED=$$seed PYTHONHASHSEED=$$seed LEEWARD_LONG=1 $(PY) -m pytest -q $(SIDE_BY_SIDE) --hypothesis-seed=$$seed \
			-m "(full or long or fresh) and not alone" tests

test-alone: $(VENV)/.lint ## the full working day, as a ratio; only on a machine that does nothing else (7 to 14 minutes)
	@LEEWARD_LONG=1 $(PY) -m pytest -q -m alone tests/safety

check: $(VENV)/.lint ## lint, types, import contract, content check
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/leeward content check

format: $(VENV)/.lint ## put the code in order
	@$(VENV)/bin/ruff check --fix -q . ; $(VENV)/bin/ruff format .

bench: setup ## speed as ratios
	@$(VENV)/bin/leeward bench

sbom: setup ## the bill of materials (CycloneDX 1.6) of what runs, into out/
	@mkdir -p out && $(PY) scripts/sbom > out/sbom.cdx.json && $(PY) scripts/sbom --check && echo out/sbom.cdx.json

audit: setup ## ask a public list of known holes about every locked package; says so where it cannot
	@sh scripts/audit $(VENV) "$(PYTHON)"

operations: setup ## do what the operator's manual tells, word for word, on a made-up practice
	@$(PY) scripts/operations

catalogs: $(VENV)/.lint ## compile the translations of the pages
	@$(VENV)/bin/pybabel -q compile -d src/leeward/practice/locale -D django

locks: ## compile requirements/*.in to hash-locked files without host names (needs uv)
	@for f in run test lint build postgresql test-db audit; do uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url requirements/$$f.in -o requirements/$$f.txt; done

clean: ## remove what was made
	@rm -rf $(VENV) .venv-audit out .pytest_cache .mypy_cache .ruff_cache .hypothesis src/*.egg-info
