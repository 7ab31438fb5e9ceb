# Everything there is to run. Each command sets up .venv first, when it is missing or out of date.

PY    := .venv/bin/python
READY := .venv/.ready
JOBS  := $(shell nproc 2>/dev/null || echo 2)
TESTS := $(PY) -m pytest -n $(JOBS) --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo dev test quick check format spec bench chaos fuzz docs lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## start Podium with a database of its own and sample data
	@.venv/bin/podium up --demo

dev: $(READY) ## the same, started anew whenever the code changes
	@.venv/bin/podium up --demo --reload

test: $(READY) ## run all tests, in parallel (ARGS="-k queues" for some)
	@$(TESTS) --record -p tools.skips $(ARGS)

quick: $(READY) ## run the tests that are quick: the loop while working
	@$(TESTS) -m "not slow and not fuzz and not clients and not robot and not chaos" $(ARGS)

check: $(READY) ## format, lint, types, rules, imports, generated pages
	@$(PY) -m ruff format --check --quiet --diff .
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@$(PY) -m tools.rules podium tests tools benchmarks
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m tools.docs --check

format: $(READY) ## format the code and mend what the linter can mend
	@$(PY) -m ruff check --quiet --fix . ; $(PY) -m ruff format --quiet .

spec: $(READY) ## what of the published API is served, and where we differ
	@$(PY) -m tools.spec

bench: $(READY) ## measure throughput and latency
	@$(PY) -m benchmarks $(ARGS)

chaos: $(READY) ## kill processes and cut connections, then look at what is left
	@PODIUM_CHAOS_ROUNDS=$${PODIUM_CHAOS_ROUNDS:-1000} PODIUM_CHAOS_RUNS=$${PODIUM_CHAOS_RUNS:-300} \
		$(TESTS) -m chaos -p tests.chaos.figures $(ARGS)

fuzz: $(READY) ## throw invented requests at every operation
	@PODIUM_FUZZ=$${PODIUM_FUZZ:-200000} $(TESTS) -m fuzz $(ARGS)

docs: $(READY) ## write the generated pages anew
	@$(PY) -m tools.docs

lock: $(READY) ## choose newer versions of the dependencies (ARGS="--upgrade-package starlette" for one)
	@.venv/bin/uv pip compile pyproject.toml --quiet --output-file requirements.lock $(ARGS)

clean: ## remove what was made here: environment, caches, builds
	@rm -rf .venv build dist .*_cache .hypothesis .schemathesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@tools/bootstrap
