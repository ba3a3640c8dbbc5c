# The same few commands on every machine; README shows them without make too.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test check fuzz lock clean

run: $(VENV)/.installed
	$(BIN)/fluxo up

test: $(VENV)/.installed-dev browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory canvas
	$(BIN)/pytest

fuzz: $(VENV)/.installed-dev
	FUZZ_EXAMPLES=100000 $(BIN)/pytest tests/hostile --timeout 0

# How well typed answers are understood: right, asked again, silently wrong.
.PHONY: understanding
understanding: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/understanding.py

# What people look at before they commit: seconds, not minutes.
check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(INSTALL) --editable '.[dev]'
	touch $@ $(VENV)/.installed

# The canvas: types, tests, and that the committed bundle is what its source gives.
CANVAS := pages/canvas
.PHONY: canvas
canvas: $(CANVAS)/node_modules/.installed
	cd $(CANVAS) && npm run --silent check && npm test --silent
	.ci/bundle

$(CANVAS)/node_modules/.installed: $(CANVAS)/package.json $(CANVAS)/package-lock.json
	.ci/node
	cd $(CANVAS) && npm ci --no-audit --no-fund --silent
	touch $@

# Finds the Chromium of the browser tests, or installs it, and says which it is.
.PHONY: browser
browser:
	.ci/browser

# Every page, language, colour and two sizes of window, as pictures in var/screenshots: look at them.
.PHONY: screenshots
screenshots: $(VENV)/.installed-dev browser
	$(BIN)/python -m tests.screenshots

# 10,000 shuffled and repeated streams of gestures give one and the same flow.
.PHONY: editing-laws
editing-laws: $(VENV)/.installed-dev
	EDITING_EXAMPLES=10000 $(BIN)/pytest tests/flow_runtime/editing/test_session.py --timeout 0

# 10,000 sequences of drawing, reviewing and publishing by people with random roles: no law is broken.
.PHONY: publishing-laws
publishing-laws: $(VENV)/.installed-dev
	$(BIN)/python -m tests.publishing_laws --sequences 10000
	$(BIN)/python benchmarks/figures.py

# 1,000 random walks through every sample flow: simulator and runtime say the same.
.PHONY: same-as-runtime
same-as-runtime: $(VENV)/.installed-dev
	SIMULATION_WALKS=1000 $(BIN)/pytest tests/simulation/test_same_as_runtime.py --timeout 0

# Write the versions that are installed now into constraints.txt; names no host.
lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip freeze --exclude-editable | sort --ignore-case > constraints.txt

clean:
	rm -rf $(VENV) build *.egg-info

# The long checks of "nothing lost": kills on both databases, then bursts, publications and timers.
KILLS ?= 1000
.PHONY: crash crash-restarts
crash: $(VENV)/.installed-dev
	$(BIN)/python -m tests.crash kills bursts publications overdue --kills $(KILLS)
	$(BIN)/python benchmarks/figures.py

# PostgreSQL restarted 30 times in 10 minutes under load.
crash-restarts: $(VENV)/.installed-dev
	$(BIN)/python -m tests.crash restarts
	$(BIN)/python benchmarks/figures.py

# What a turn costs, beside hand-written references: figures within a minute.
.PHONY: bench
bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/turns.py --quick

# "Nothing let in": a flood from ten addresses, and 100,000 deliveries of signed events.
.PHONY: flood deliveries canary
flood: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/flood.py

deliveries: $(VENV)/.installed-dev
	$(BIN)/python -m tests.security
	$(BIN)/python benchmarks/figures.py

canary: $(VENV)/.installed-dev
	CANARY_CONVERSATIONS=200 $(BIN)/pytest tests/security/test_canary.py

# The editor in Chromium beside bare React Flow; QUICK=--quick is a look of a minute.
.PHONY: bench-editor editor-kills
bench-editor: $(VENV)/.installed-dev browser
	$(BIN)/python -m benchmarks.editor $(QUICK)

# The review of two versions of 500 blocks in Chromium; QUICK=--quick is one look.
.PHONY: bench-review
bench-review: $(VENV)/.installed-dev browser
	$(BIN)/python -m benchmarks.review $(QUICK)

# Turns of the simulator in the page, of one designer and of ten; a big flow as a file.
.PHONY: bench-simulator
bench-simulator: $(VENV)/.installed-dev browser
	$(BIN)/python benchmarks/simulator.py

# "Never lost": an editing session whose browser is killed, then the builder, then the connection.
editor-kills: KILLS = 200
editor-kills: $(VENV)/.installed-dev browser
	$(BIN)/python -m tests.crash.editing --kills $(KILLS)
	$(BIN)/python benchmarks/figures.py
