package io.granary.embedded.junit;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Which servers a test run uses, by the system property {@code granary.services}: {@code embedded} (the default) or
 * {@code containers}. One server of a kind serves all test classes of a JVM.
 */
final class ServerChoice {

    private static final String PROPERTY = "granary.services";

    private ServerChoice() {}

    static <T extends TestServer> T shared(
            ExtensionContext context, Class<T> kind, Supplier<T> embedded, Supplier<T> container) {
        Supplier<T> chosen = asksForContainers() ? container : embedded;
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ServerChoice.class))
                .getOrComputeIfAbsent(kind, ignored -> chosen.get(), kind);
    }

    private static boolean asksForContainers() {
        String choice = System.getProperty(PROPERTY, "embedded");
        return switch (choice) {
            case "embedded" -> false;
            case "containers" -> true;
            default ->
                throw new IllegalArgumentException(PROPERTY + ": " + choice + " (expected: embedded or containers)");
        };
    }
}
