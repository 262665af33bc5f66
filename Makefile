.DEFAULT_GOAL := help
.PHONY: help demo build archive image reproducible test verify format benchmark ci clean

help: ## print these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

demo: ## run the demonstration on embedded servers; stays up until Ctrl-C
	./granary demo

build: ## compile and make the jars, without tests
	mvn -B -Dquick -DskipTests package

archive: ## pack distribution/target/granary-VERSION.tar.gz, without tests
	mvn -B -DskipTests package

image: ## write distribution/target/jib-image.tar by Jib, without a Docker daemon
	mvn -B -Pimage -DskipTests package

reproducible: ## build this commit twice in two folders and compare the checksums
	.ci/reproducible

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
