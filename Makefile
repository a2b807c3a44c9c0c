PORT ?= 8000

help:
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: .venv/ready ## the sample city: proposals in every state, then the pages on PORT (8000)
	.venv/bin/mutasi demo --port $(PORT)

test: .venv/ready ## every test, on SQLite and PostgreSQL
	.venv/bin/pytest -n logical --maxprocesses 4 --dist worksteal -q

lint: .venv/ready ## style and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

bench: .venv/ready ## how fast, on this machine
	.venv/bin/python -m tests.bench

golden: .venv/ready ## draw the golden pages of the forms anew; look at what changed before keeping it
	.venv/bin/python -m tests.documents.golden

tamper: .venv/ready ## turn 10,000 random bytes of a database: none may change history unseen
	.venv/bin/python -m tests.log.flips

torture: .venv/ready ## draw documents that ask for more than a decree holds: all end within their limits
	.venv/bin/python -m tests.documents.torture

differential: .venv/ready ## alter 1,000 databases: the audit and verify.py must agree on each
	.venv/bin/python -m tests.log.differential

clean: ## away with what was built; data/ stays
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: requirements.lock pyproject.toml .ci/bootstrap
	@.ci/bootstrap
	@touch $@

.PHONY: help run test lint bench golden tamper torture differential clean
