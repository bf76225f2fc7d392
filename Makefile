# make test and make demo are all a newcomer needs; make check is what has to pass before a commit.
.PHONY: install test check demo bench shape generate

PYTHON ?= python3
BIN := .venv/bin
DEMO := build/demo
CUSTOMERS := $(notdir $(patsubst %/,%,$(wildcard examples/*/)))

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q generator
	@out=$$(mktemp -d) && env -u PYTHONDONTWRITEBYTECODE $(BIN)/landsmith render \
	    examples/nordwind-logistics/landing-zone.yaml --out $$out/repository >$$out/log && rm -r $$out
	@touch $@
	@echo "installed $(BIN)/landsmith"

test: install
	$(BIN)/pytest -n 2 --dist worksteal -q

check: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m landsmith.generate --check

# Writes what is generated from other files: module READMEs, reference pages, rendered examples.
generate: install
	$(BIN)/python -m landsmith.generate

# Both customers all the way: rendered, rehearsed, judged, evidenced, and the evidence verified.
demo: install
	@for customer in $(CUSTOMERS); do \
	  $(BIN)/landsmith render examples/$$customer/landing-zone.yaml --out $(DEMO)/$$customer \
	    | tail -n 1 || exit $$?; \
	done
	@$(BIN)/landsmith evidence build $(CUSTOMERS:%=examples/%/landing-zone.yaml) --out $(DEMO)/evidence
	@$(BIN)/landsmith evidence verify $(DEMO)/evidence
	@echo "open $(DEMO)/evidence/index.html for the evidence, $(DEMO)/<customer>/README.md for a repository"

bench: .venv/bench
	$(BIN)/python tests/bench/run.py

.venv/bench: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

# Counts what a newcomer meets: files entered by one build, resolvers re-entered, files per folder.
shape: install
	$(BIN)/python tests/bench/shape.py
