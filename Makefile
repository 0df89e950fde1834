# make run · make test · make lint · make bench · make setup
# Works on a bare machine with python3 (3.11 or newer) and make. A second make does no work twice.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEBIAN := chromium-headless-shell=chromium-headless-shell,fonts-liberation pdftotext=poppler-utils
DEBIAN += soffice=libreoffice-writer-nogui,libreoffice-calc-nogui,libreoffice-impress-nogui
WAREHOUSE ?= data/warehouse
PORT ?= 8501

.PHONY: run test lint bench setup help
.DEFAULT_GOAL := help

help:
	@echo "make run    set up, load the invented exports into an empty warehouse, serve on http://127.0.0.1:$(PORT)"
	@echo "make test   set up with test tools, Chromium and LibreOffice, lint, run all tests"
	@echo "make lint   check style and imports"
	@echo "make bench  print the ratios of the budgets"
	@echo "make setup  only create $(VENV) and install"

setup: $(VENV)/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); .ci/need venv=python3-venv; $(PYTHON) -m venv $(VENV); }

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the pinned dependencies into $(VENV) ..."
	@$(PIP) install --no-compile --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# Chromium and LibreOffice come from Debian while pip is at work.
$(VENV)/.test-tools: tests/requirements.lock $(VENV)/.installed
	@.ci/need $(DEBIAN) & debian=$$!; \
	echo "Installing the test tools ..."; \
	$(PIP) install --no-compile --require-hashes -r tests/requirements.lock && wait $$debian
	@touch $@

run: setup
	@test -e $(WAREHOUSE)/published || $(BIN)/soket demo --warehouse $(WAREHOUSE)
	@$(BIN)/soket serve --warehouse $(WAREHOUSE) --port $(PORT)

lint: $(VENV)/.test-tools
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

test: lint
	@$(BIN)/pytest -n 2 --dist loadfile

bench: $(VENV)/.test-tools
	@$(BIN)/python tests/bench/run.py
