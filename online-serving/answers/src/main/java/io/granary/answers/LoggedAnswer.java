package io.granary.answers;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One answer of online serving, as it was given.
 *
 * @param revision of the project's definitions that answered
 * @param timeMicros the request's time by the server's clock, which ages and windows were told from; epoch microseconds
 * @param service that was asked for; null when features were
 * @param features references as they were asked; empty with a service
 * @param isDegraded whether the store did not answer for every entity
 * @param entities what the request gave: join keys and request fields, under the names and of the types wanted
 * @param results in the order of the answer
 */
public record LoggedAnswer(
        String project,
        int revision,
        long timeMicros,
        @Nullable String service,
        List<String> features,
        boolean isDegraded,
        List<LoggedColumn> entities,
        List<LoggedFeature> results) {

    public LoggedAnswer {
        requireNonNull(project, "project");
        features = List.copyOf(features);
        entities = List.copyOf(entities);
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw GranaryException.invalid("results", results, "at least one feature");
        }
    }

    /** The number of entity rows. */
    public int rows() {
        return results.get(0).statuses().size();
    }

    /** What the columns of files are in which answers are kept. */
    public static Schema schema() {
        return AnswerCodec.SCHEMA;
    }

    /** The same without some entity rows; itself without none of them; null when no row is left. */
    @Nullable
    LoggedAnswer without(Collection<Integer> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        List<Integer> kept = IntStream.range(0, rows())
                .filter(row -> !rows.contains(row))
                .boxed()
                .toList();
        return kept.isEmpty()
                ? null
                : new LoggedAnswer(
                        project,
                        revision,
                        timeMicros,
                        service,
                        features,
                        isDegraded,
                        entities.stream().map(column -> column.only(kept)).toList(),
                        results.stream().map(feature -> feature.only(kept)).toList());
    }
}
