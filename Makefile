# make run    start the dashboard for this computer
# make serve  start it for an office: make serve HOST=0.0.0.0 ALLOWED_HOSTS=ip.example.cn
# make install  what a server needs, compiled once; REQUIREMENTS=requirements-extras.txt with sign-in and stores
# make test   everything: lint, types, import rules, data checks, and all tests
# make unit   the tests of what is computed and of the documentation, in a minute or so
# make bench  the cost of pages and exports, written into docs/speed.md
# make soak   many sessions for minutes: MINUTES=2 SESSIONS=20 for a short one
# make fuzz   hostile addresses, headers, files and tables by the thousand; SEED=7 draws others
# make bench-look  how the pages look, in numbers; AGAINST=commit measures that one beside it
# make format rewrite the code in the house style
# make docs   write again what the documentation takes from the program
# make pictures  take the pictures of the documentation anew
# make lock   renew the lock of packages; UPGRADE=--upgrade takes the newest within the ranges
# make hooks  have git check each commit
PYTHON ?= python3
PORT ?= 8501
HOST ?= 0.0.0.0
AGAINST ?=
MINUTES ?= 10
SESSIONS ?= 50
SEED ?= $(shell date +%Y%m%d)
UPGRADE ?=
REQUIREMENTS ?= requirements.txt
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile
# What is imported is compiled once, what is not is never.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run serve install test check unit bench soak fuzz bench-look format docs pictures lock hooks clean

.venv/run.stamp: requirements.txt
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-extras.txt requirements-dev.txt
	$(PIP) -r requirements-dev.txt
	touch $@

run: .venv/run.stamp
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

# Variables of the dashboard that are named behind the target reach it.
serve: .venv/run.stamp
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.address $(HOST)

# Processes that may write nowhere would compile it at each start.
install: .venv/run.stamp
	$(PIP) -r $(REQUIREMENTS)
	$(BIN)/python -m compileall -q .venv/lib dashboard.py metrics pages

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m metrics check
	$(BIN)/frictionless validate data/datapackage.json

# Two at a time, and each file by one of them, so that what its tests share is made once.
PYTEST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

unit: .venv/dev.stamp
	$(PYTEST) -m "not browser and not office and not servers" --ignore tests/data --ignore tests/package --ignore tests/pages

test: check
	tools/office --install
	tools/servers --install
	CHROMIUM="$$(tools/chromium | tail -1)" $(PYTEST)

bench: .venv/dev.stamp
	CHROMIUM="$$(tools/chromium | tail -1)" $(BIN)/python -m bench

soak: .venv/dev.stamp
	$(BIN)/python -m bench.soak --sessions $(SESSIONS) --minutes $(MINUTES)

# The tests of tests/fuzz, by thousands of cases instead of the few that are always the same.
fuzz: .venv/dev.stamp
	@echo "seed $(SEED)"
	$(BIN)/pytest tests/fuzz --hypothesis-profile nightly --hypothesis-seed $(SEED)

bench-look: .venv/dev.stamp
	CHROMIUM="$$(tools/chromium | tail -1)" $(BIN)/python -m bench.look $(if $(AGAINST),--against $(AGAINST))

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/dev.stamp
	$(BIN)/python -m tools.reference
	$(BIN)/python -m bench.results
	$(BIN)/python -m metrics reconcile --format markdown > docs/relations.md
	$(BIN)/python -m metrics reconcile --format errors > docs/source-errors.md

pictures: .venv/dev.stamp
	tools/office --install
	CHROMIUM="$$(tools/chromium | tail -1)" $(BIN)/python -m tools.pictures

lock: .venv/dev.stamp
	$(BIN)/python -m tools.lock $(UPGRADE)

hooks: .venv/dev.stamp
	$(BIN)/pre-commit install

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
