.DEFAULT_GOAL := help
.PHONY: help demo build test verify format benchmark ci clean

help: ## print these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: ## run the demonstration on embedded servers; stays up until Ctrl-C
	./granary demo

build: ## compile and package without tests
	mvn -B -Dquick -DskipTests package

test: ## run the fast tests
	mvn -B -Dquick test

verify: ## run every check and test, as CI does
	mvn -B verify

format: ## format the Java sources and sort the POMs
	mvn -B spotless:apply sortpom:sort

benchmark: ## measure online serving against a bare HTTP server
	benchmarks/run online

ci: ## run what continuous integration runs
	.ci/run

clean: ## remove everything that was built
	mvn -B clean
