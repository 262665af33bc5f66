package io.granary.benchmarks.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A valid feature repository with a given number of views of ten features each: seven in ten on batch sources, two on
 * streams, of which every fourth has windows, one on demand; and entities, services, models, routers and experiments in proportion. Equal numbers give
 * equal files.
 */
public final class ScaledRepository {

    /** The project's name. */
    public static final String PROJECT = "scaled";

    static final int FEATURES = 10;

    private static final int VIEWS_PER_FILE = 50;
    private static final int VIEWS_PER_SOURCE = 5;

    private final Path folder;
    private final int views;

    private ScaledRepository(Path folder, int views) {
        this.folder = folder;
        this.views = views;
    }

    /**
     * Writes the files of a repository.
     *
     * @param folder where to; made when it is not there
     * @param views from 10
     */
    public static void write(Path folder, int views) {
        new ScaledRepository(folder, views).write();
    }

    private void write() {
        write("granary.yaml", List.of("project: " + PROJECT + "\ndefaults: {owner: scale-team}\n"));
        write("entities.yaml", documents(0, views / 50 + 1, ScaledDocuments::entity));
        for (int first = 0; first < views; first += VIEWS_PER_FILE) {
            int last = Math.min(views, first + VIEWS_PER_FILE);
            String file = "views/views_" + first;
            write(file + "_sources.yaml", documents(first / VIEWS_PER_SOURCE, sources(last), ScaledDocuments::source));
            write(file + ".yaml", documents(first, last, this::view));
        }
        write("services.yaml", documents(0, views / 10, ScaledDocuments::service));
        write("models.yaml", documents(0, views / 50, ScaledDocuments::model));
        write("routers.yaml", documents(0, views / 100, ScaledDocuments::router));
    }

    private static int sources(int views) {
        return (views + VIEWS_PER_SOURCE - 1) / VIEWS_PER_SOURCE;
    }

    private String view(int number) {
        int entity = number / 50;
        return number % 10 == 9
                ? ScaledDocuments.onDemandView(number)
                : ScaledDocuments.view(number, entity, number / VIEWS_PER_SOURCE);
    }

    private static List<String> documents(int first, int end, IntFunction<String> document) {
        return IntStream.range(first, end).mapToObj(document).toList();
    }

    private void write(String name, List<String> documents) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, documents.stream().collect(Collectors.joining("---\n")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + name + ": " + e.getMessage(), e);
        }
    }
}
