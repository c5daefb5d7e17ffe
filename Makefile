# toldonce: 'make run' serves it, 'make test' tests it; 'make help' lists the rest.
.PHONY: help run test check eval bench reader held resilience audit setup setup-dev lock reference smoke env requirements clean
.DEFAULT_GOAL := help
export PYTHON
BASE_URL ?= http://localhost:8000

help:  ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 - /p' Makefile

run: setup  ## set up what is missing, then serve on http://localhost:8000
	@.venv/bin/toldonce serve $(ARGS)

test: setup-dev  ## set up what is missing, then run the tests (ARGS="-k name" chooses some)
	@scripts/test.sh $(ARGS)

check: setup-dev  ## lint, types, who imports whom, pinned packages, documentation
	@scripts/check.sh

eval: setup  ## measure recall on real conversations
	@.venv/bin/python -m evals.run $(ARGS)

bench: setup  ## measure speed
	@.venv/bin/python -m evals.bench $(ARGS)

resilience: setup-dev  ## break the service on purpose and measure what it keeps (ARGS="kills --short" chooses; --list lists)
	@.venv/bin/python -m resilience $(ARGS)
reader: setup-dev  ## train the learned reader again from training/reader (about half an hour)
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@.venv/bin/python -m training.reader $(ARGS)

held: setup-dev  ## train again, from training/held, what judges whether something is over (about half an hour)
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@.venv/bin/python -m training.held $(ARGS)

audit: setup-dev  ## check the pinned packages: hashes, files, licences, advisories (ARGS=--strict fails when nobody can be asked)
	@.venv/bin/python scripts/audit.py $(ARGS)

setup:  ## prepare .venv, packages and the embedding model
	@scripts/setup.sh

setup-dev:  ## the same, and what tests and checks need
	@scripts/setup.sh dev
	@scripts/debian-packages.sh
	@scripts/integrations.sh
	@scripts/inspector.sh
	@scripts/tsc.sh --version >/dev/null || true
	@scripts/load_programs.sh
	@scripts/patroni.sh

lock: setup-dev  ## pin the dependencies of pyproject.toml again (ARGS=--upgrade takes newer versions)
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@.venv/bin/python scripts/lock.py $(ARGS)

reference: setup-dev  ## write docs/reference again from the code
	@.venv/bin/python scripts/generate_reference.py

env:  ## write .env with random secrets, for docker-compose.yml
	@scripts/make_env.sh

requirements: setup-dev  ## write docs/requirements.md: each requirement of the deployment guide with its tests
	@.venv/bin/python scripts/requirements_table.py $(ARGS)

smoke:  ## try a running service: make smoke BASE_URL=http://localhost:8000
	@scripts/smoke.sh $(BASE_URL)

clean:  ## remove what was set up; your data in data/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
