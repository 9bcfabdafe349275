# Everything a developer or CI does. Needs Python 3.11+ and make; the rest goes into .venv from the lock files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check bench soak eval lock pictures tables format clean

help:  ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src/tui_reader
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.run  ## install the reader and what it needs into .venv
setup-dev: $(VENV)/.dev  ## the same and the tools of the developers

run: setup  ## open the reader on feeds.toml and the sample articles
	$(BIN)/tui-reader --config feeds.toml --data-dir .library

test: setup-dev  ## run the tests
	$(BIN)/python -m pytest -n 2 -q

check: setup-dev  ## format, lint, types, import contracts, tests: what CI runs
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/ruff check src tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

eval: setup-dev  ## quality of extraction, quotes and entities over our own gold, and how true confidences are
	$(BIN)/python -m pytest -q -m eval -p no:randomly -s tests/eval
	$(BIN)/python scripts/reliability.py

bench: setup-dev  ## speed over generated libraries (the first run makes them)
	$(BIN)/python -m tests.bench

soak: setup-dev  ## 5,000 feeds of 200 origins, many of them ill, while an open screen answers keys
	$(BIN)/python -m tests.soak

pictures: setup-dev  ## take the pictures of the README anew
	$(BIN)/python -m scripts.pictures

tables: setup-dev  ## write the tables of keys and commands in the README anew
	$(BIN)/python -m scripts.tables

format: setup-dev  ## format and mend what can be mended
	$(BIN)/ruff format src tests scripts
	$(BIN)/ruff check --fix src tests scripts

lock: setup-dev  ## resolve the lock files anew from pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --group pyproject.toml:build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --group pyproject.toml:build --group pyproject.toml:dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt

clean:  ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
