package io.granary.benchmarks.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.repository.ScaledRepository;
import io.granary.core.definition.Definitions;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.repository.RepositoryLoader;
import io.granary.registry.server.validation.SchemaReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One size of repository on one storage: each step of a person's commands, then small changes under load. */
final class SizeCase {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final int views;
    private final RegistryStorage.Kind storage;
    private final RegistryLoad load;
    private final Path repository;

    SizeCase(int views, RegistryStorage.Kind storage, RegistryLoad load, Path repository) {
        this.views = views;
        this.storage = storage;
        this.load = load;
        this.repository = repository;
    }

    /** @param folder for what the registry keeps */
    List<Finding> run(Path folder, Backends backends) throws Exception {
        try (RegistryStorage place = RegistryStorage.start(storage, folder);
                GranaryProcess registry = GranaryProcess.serving(
                        folder,
                        Stream.concat(Stream.of("server"), place.options().stream())
                                .toArray(String[]::new))) {
            List<Finding> findings = new ArrayList<>(steps(registry));
            if (load.applies() > 0) {
                findings.addAll(changes(registry, backends));
            }
            return findings;
        }
    }

    private List<Finding> steps(GranaryProcess registry) throws IOException, InterruptedException {
        List<String> arguments =
                List.of(repository.toString(), registry.address().toString(), "" + registry.pid());
        Process process = new ProcessBuilder(JavaCommand.of(RegistrySteps.class, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader(UTF_8).lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Cannot run the steps of " + views + " views: see above");
        }
        return lines.stream().map(Step::parse).map(this::finding).toList();
    }

    private Finding finding(Step step) {
        Finding finding = Finding.of(name(step.name()), step.wallMillis(), "ms")
                .with("cpu_ms", step.cpuMillis())
                .with("registry_cpu_ms", step.registryCpuMillis());
        Double budget = Budgets.ofStep(step.name(), views);
        return budget == null ? finding : finding.within(budget);
    }

    private List<Finding> changes(GranaryProcess registry, Backends backends) throws Exception {
        RegistryApi api = new RegistryApi(registry.address(), TIMEOUT);
        Definitions scaled =
                RepositoryLoader.load(repository, SchemaReader.NONE).definitions();
        String project = ScaledRepository.PROJECT;
        apply(api, project + "_elsewhere", 0, scaled, 0);
        try (GranaryProcess serving = backends.serve(project, registry.address())) {
            Changes changes = new Changes(
                    registry,
                    serving,
                    load,
                    number -> applyNext(api, project, scaled, number),
                    number -> applyNext(api, project + "_elsewhere", scaled, number));
            return changes.run(new ScaledQuestion(), this::name);
        }
    }

    private static Object applyNext(RegistryApi api, String project, Definitions scaled, long number) {
        return apply(api, project, api.history(project).get(0).number(), scaled, number);
    }

    private static Object apply(RegistryApi api, String project, int base, Definitions scaled, long number) {
        return api.apply(project, new ApplyRequest(base, "benchmark", "", ScaledQuestion.definitions(scaled, number)));
    }

    private String name(String step) {
        return String.format(
                Locale.ROOT, "%,d views, %s: %s", views, storage.name().toLowerCase(Locale.ROOT), step);
    }
}
