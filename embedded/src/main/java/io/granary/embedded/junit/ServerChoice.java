package io.granary.embedded.junit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Which servers a test run uses, by the system property {@code granary.services}: {@code embedded} (the default) or
 * {@code containers}. One server of a kind serves all test classes of a JVM. Where containers are asked for and there is
 * no Docker, the tests are skipped, and a line of the build's output says so.
 */
enum ServerChoice {
    EMBEDDED,
    CONTAINERS,
    NOTHING;

    private static final String PROPERTY = "granary.services";
    private static final String NO_DOCKER =
            PROPERTY + "=containers: there is no Docker, so the tests that need a server are skipped";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    static <T extends TestServer> T shared(
            ExtensionContext context, Class<T> kind, Supplier<T> embedded, Supplier<T> container) {
        ServerChoice choice = of(System.getProperty(PROPERTY, "embedded"), Containers::haveDocker);
        if (choice == NOTHING) {
            skip();
        }
        Supplier<T> chosen = choice == CONTAINERS ? container : embedded;
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ServerChoice.class))
                .getOrComputeIfAbsent(kind, ignored -> chosen.get(), kind);
    }

    /** @param docker whether there is one; asked only when it matters */
    static ServerChoice of(String property, BooleanSupplier docker) {
        return switch (property) {
            case "embedded" -> EMBEDDED;
            case "containers" -> docker.getAsBoolean() ? CONTAINERS : NOTHING;
            default ->
                throw new IllegalArgumentException(PROPERTY + ": " + property + " (expected: embedded or containers)");
        };
    }

    private static void skip() {
        if (SAID.compareAndSet(false, true)) {
            System.err.println(NO_DOCKER);
        }
        Assumptions.abort(NO_DOCKER);
    }
}
