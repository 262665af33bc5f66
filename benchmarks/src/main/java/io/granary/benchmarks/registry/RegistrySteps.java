package io.granary.benchmarks.registry;

import io.granary.benchmarks.process.ProcessCpu;
import io.granary.benchmarks.repository.ScaledRepository;
import io.granary.core.definition.Definitions;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.server.repository.RepositoryLoader;
import io.granary.registry.server.validation.DefinitionsValidator;
import io.granary.registry.server.validation.SchemaReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * What a person's commands do with a repository, one after the other, in a JVM of its own: so each step is as cold as it
 * is for them. Prints a line a step.
 */
final class RegistrySteps {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int REPEATED = 20;

    private final RegistryApi api;
    private final long registryPid;
    private final List<Step> steps = new ArrayList<>();

    private RegistrySteps(RegistryApi api, long registryPid) {
        this.api = api;
        this.registryPid = registryPid;
    }

    /** @param arguments the repository's folder, the registry's address, its process id */
    public static void main(String[] arguments) throws Exception {
        RegistryApi api = new RegistryApi(URI.create(arguments[1]), TIMEOUT);
        RegistrySteps run = new RegistrySteps(api, Long.parseLong(arguments[2]));
        run.all(Path.of(arguments[0]));
        run.steps.forEach(step -> System.out.println(step.line()));
    }

    private void all(Path folder) throws Exception {
        Definitions loaded = time(
                "load", () -> RepositoryLoader.load(folder, SchemaReader.NONE).definitions());
        time("validate", () -> DefinitionsValidator.ofRevision().violations(loaded));
        Definitions first = ScaledQuestion.definitions(loaded, 0);
        time("plan everything", () -> api.plan(ScaledRepository.PROJECT, first));
        time("apply everything", () -> apply(0, first));
        Definitions second = ScaledQuestion.definitions(loaded, 1);
        time("plan a change", () -> api.plan(ScaledRepository.PROJECT, second));
        time("apply a change", () -> apply(1, second));
        LineageQuery lineage = new LineageQuery("source_0.c0", LineageDirection.BOTH, LineageQuery.UNLIMITED);
        time("lineage, the first", () -> api.lineage(ScaledRepository.PROJECT, lineage));
        repeat("lineage, one of " + REPEATED, () -> api.lineage(ScaledRepository.PROJECT, lineage));
        SearchQuery search = SearchQuery.of("view_7 f3");
        repeat("search, one of " + REPEATED, () -> api.search(ScaledRepository.PROJECT, search));
    }

    private Object apply(int base, Definitions definitions) {
        return api.apply(ScaledRepository.PROJECT, new ApplyRequest(base, "benchmark", "", definitions));
    }

    private void repeat(String name, Callable<?> call) throws Exception {
        time(name, () -> {
            for (int i = 0; i < REPEATED; i++) {
                call.call();
            }
            return "";
        });
        Step all = steps.remove(steps.size() - 1);
        steps.add(new Step(
                name, all.wallMillis() / REPEATED, all.cpuMillis() / REPEATED, all.registryCpuMillis() / REPEATED));
    }

    private <T> T time(String name, Callable<T> step) throws Exception {
        Duration registryBefore = ProcessCpu.of(registryPid);
        Duration before = ProcessCpu.of(ProcessHandle.current().pid());
        long start = System.nanoTime();
        T result = step.call();
        double wall = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        Duration cpu = ProcessCpu.of(ProcessHandle.current().pid()).minus(before);
        Duration registryCpu = ProcessCpu.of(registryPid).minus(registryBefore);
        steps.add(new Step(name, wall, cpu.toMillis(), registryCpu.toMillis()));
        return result;
    }
}
