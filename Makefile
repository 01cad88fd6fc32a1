# Works with GNU make 3.81 and newer.
SHELL := /bin/bash
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
CITY ?= examples/kumamoto
STAMP := .venv/.hoshin
EXTRAS := documents mcp reports web analytics test bench

.NOTPARALLEL:
.PHONY: help install run documents mcp reports web analytics test test-core check bench lock clean browser database java

help: ## show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

install: $(STAMP)-core ## make .venv with Hoshin in it, from the locked requirements
	@:

run: web ## try it: the example city's public site and workplace on 127.0.0.1 (PORT=8000)
	$(BIN)/hoshin check $(CITY)
	$(BIN)/hoshin workplace --demo $(CITY) --public-port $(PORT) --port $$(($(PORT) + 1))

documents: $(STAMP)-documents ## add what reads PDF, Excel and Word documents
	@:

mcp: $(STAMP)-mcp ## add what answers programs that ask (hoshin mcp)
	@:

reports: $(STAMP)-reports ## add what writes Word, Excel, PowerPoint and PDF papers
	@:

web: $(STAMP)-web ## add what the workplace runs on
	@:

analytics: $(STAMP)-analytics ## add what computes figures from raw records
	@:

test: $(STAMP)-test browser database java check ## every check and every test
	$(BIN)/python -m pytest -n auto

test-core: $(STAMP)-test ## the tests of words and judgement: no browser, seconds
	$(BIN)/python -m pytest -n auto tests/spec tests/unit tests/property

check: $(STAMP)-test ## lint, format, types and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)-bench ## measure speed against what one would use instead
	$(BIN)/python -m benchmarks.run

lock: ## write requirements/*.txt anew (UPGRADE=1 for newer versions)
	scripts/lock.sh

clean: ## remove .venv, build and every cache
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

browser:
	@scripts/ensure_browser.sh

database:
	@scripts/ensure_postgresql.sh

java:
	@scripts/ensure_java.sh

$(STAMP)-core: pyproject.toml requirements/build.txt requirements/core.txt
	@scripts/make_venv.sh
	@echo "Installing Hoshin into .venv"
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/core.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Each extra is installed from its own lock.
$(EXTRAS:%=$(STAMP)-%): $(STAMP)-%: requirements/%.txt $(STAMP)-core
	@echo "Installing requirements/$*.txt"
	@$(PIP) --require-hashes -r $<
	@touch $@
