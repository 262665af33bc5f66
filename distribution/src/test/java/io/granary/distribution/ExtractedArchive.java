package io.granary.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests an {@link Installation}; the archive is extracted once for all of them, and deleted after them. */
final class ExtractedArchive implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Installation resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ExtractedArchive.class))
                .getOrComputeIfAbsent(Folder.class, type -> new Folder(), Folder.class)
                .installation;
    }

    private static final class Folder implements AutoCloseable {

        private final Path folder;
        private final Installation installation;

        private Folder() {
            try {
                folder = Files.createTempDirectory("granary-archive");
                installation = Installation.extract(Files.createDirectory(folder.resolve("a folder of its own")));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("Cannot extract the archive: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
