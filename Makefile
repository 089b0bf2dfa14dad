# Needs Python 3.11 or later and make. Everything else is installed into .venv on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= examples/cases/sh_2/2021-09-09.yaml
REPORT ?= report.html

.PHONY: help install compare test test-all test-exhaustive bench check lint format clean

help: ## List what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

$(VENV)/.installed: pyproject.toml .ci/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[test,dev]'
	@touch $@

install: $(VENV)/.installed ## Make the environment

compare: install ## Write a side-by-side report of a real case (CASE=file, REPORT=file)
	$(BIN)/comity compare $(CASE) -o $(REPORT)

test: install ## The fast test suite
	$(BIN)/python -m pytest -n 2 -m "not slow and not exhaustive"

test-all: install ## The slow tests too
	$(BIN)/python -m pytest -n 2 -m "not exhaustive"

test-exhaustive: install ## Tens of thousands of made-up laws against every backend and solver: an hour or two
	$(BIN)/python -m pytest -n 2 -m exhaustive

bench: install ## Benchmarks against public peers, as ratios in one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .ci/constraints.txt -e '.[bench]'
	$(BIN)/python -m tests.benchmarks

lint: install ## Style, types, layers, and the form of our own policies
	$(BIN)/ruff format --check checker tests
	$(BIN)/ruff check checker tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/comity fmt --check policies

format: install ## Format code and policies in place
	$(BIN)/ruff format checker tests
	$(BIN)/ruff check --fix checker tests
	$(BIN)/comity fmt policies

check: install lint ## Our own law: every scenario, with coverage
	$(BIN)/comity test

clean: ## Remove what can be made again
	rm -rf $(VENV) build dist report.html .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
