# The short names of what the scripts do; each script opens with what it is for.
.PHONY: run demo test bench faults fmt lint lint-deps

run:            ## from a fresh clone to a running studio
	@scripts/run $(ARGS)

demo:           ## from a fresh clone to a film: demo/film.mp4
	@scripts/demo $(ARGS)

test:           ## every check and test, as CI runs them
	@scripts/test

bench:          ## the benchmarks of docs/benchmarks.md
	@scripts/bench

faults:         ## breaks a studio in every way there is, and checks what it promises (docs/guarantees.md)
	@scripts/faults $(ARGS)

fmt:            ## format everything
	@cargo fmt --all && cd web && npm run --silent format

lint:           ## the part of `test` that only reads
	@scripts/lint

lint-deps:      ## licences, advisories, unused dependencies (builds its tools the first time)
	@scripts/lint-deps
