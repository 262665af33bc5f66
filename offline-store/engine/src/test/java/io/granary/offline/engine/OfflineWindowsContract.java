package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import io.granary.offline.engine.WindowVectors.Event;
import io.granary.offline.engine.WindowVectors.Query;
import io.granary.offline.engine.WindowVectors.Vector;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does with windows in training sets. A subclass supplies the engine. */
public abstract class OfflineWindowsContract {

    private static final String EVENTS = "shop STRING, at TIMESTAMP, arrival TIMESTAMP, id STRING, x FLOAT64";
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    /** By their names in the worked examples. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "count", "count",
            "sum", "sum",
            "avg", "avg",
            "var", "var",
            "min", "min",
            "max", "max",
            "first", "first",
            "last", "last",
            "distinct", "count_distinct",
            "lastk", "last_k(3)");

    @TempDir
    private Path folder;

    private ExampleProject project;

    protected abstract OfflineEngine engine();

    @BeforeEach
    void startProject() {
        project = new ExampleProject(folder);
    }

    @Test
    void givesWhatTheWorkedExamplesGive() {
        checkWorkedExamples(false);
    }

    /** @param isArchived whether events are in the archive of a topic, not in a table */
    final void checkWorkedExamples(boolean isArchived) {
        List<Vector> vectors = WindowVectors.all();
        List<String> lines = new ArrayList<>(List.of("shop,event_timestamp"));
        TrainingSetRequest.Builder request = null;
        for (int i = 0; i < vectors.size(); i++) {
            define("vector" + i, vectors.get(i), isArchived);
            vectors.get(i).queries().forEach(query -> lines.add("a," + query.at()));
        }
        project.csv("entities.csv", lines.toArray(String[]::new));
        for (Knowledge knowledge : List.of(Knowledge.EVENT_TIME, Knowledge.AS_SERVED)) {
            request = ask().knowledge(knowledge).replacingOutput();
            if (isArchived) {
                request.archive(EventArchive.of(archive()).acceptingGaps());
            }
            for (int i = 0; i < vectors.size(); i++) {
                request.feature("vector" + i + ":*");
            }
            build(request);
            check(vectors, knowledge);
        }
    }

    private void check(List<Vector> vectors, Knowledge knowledge) {
        List<Map<String, @Nullable Object>> rows = Duck.trainingSet(output());
        int row = 0;
        for (int i = 0; i < vectors.size(); i++) {
            for (Query query : vectors.get(i).queries()) {
                Map<String, @Nullable Object> found = rows.get(row++);
                String view = "vector" + i;
                query.answers(knowledge)
                        .forEach((function, answer) -> assertThat(plain(
                                        found.get(view + "__" + aggregation(function, query) + "_" + length(query))))
                                .as("%s of %s in %s, %s", function, query.at(), view, knowledge)
                                .isEqualTo(answer));
            }
        }
    }

    private void define(String name, Vector vector, boolean isArchived) {
        List<String> rows = new ArrayList<>();
        vector.events()
                .forEach(event -> rows.add(String.join(
                        ",",
                        "a",
                        event.at().toString(),
                        event.arrival().toString(),
                        event.id(),
                        event.value() == null ? "" : event.value().toString())));
        if (isArchived) {
            archive(name, vector);
        } else {
            stream(name, vector.allowedLateness(), vector.maxFutureSkew(), rows);
        }
        Set<Aggregation> aggregations = new LinkedHashSet<>();
        vector.queries()
                .forEach(query -> FUNCTIONS.forEach((function, text) -> aggregations.add(new Aggregation(
                        aggregation(function, query),
                        text,
                        "x",
                        query.mode() == WindowMode.LIFETIME ? List.of() : List.of(Window.parse(length(query))),
                        null,
                        query.mode()))));
        project.define(view(name, name, List.copyOf(aggregations)));
    }

    private static String aggregation(String function, Query query) {
        return function + "_" + query.mode().name().toLowerCase(Locale.ROOT) + "_" + length(query);
    }

    private static String length(Query query) {
        return query.window() == null ? "lifetime" : query.window().toMinutes() + "m";
    }

    /** A stream with event ids, all of whose records are in an archive, some in one format and some in the other. */
    private void archive(String name, Vector vector) {
        TopicArchive topic = new TopicArchive(archive(), name);
        int partition = 0;
        for (Event event : vector.events()) {
            topic.add(
                            partition++ % 2,
                            event.arrival(),
                            "{\"shop\": \"a\", \"at\": \"%s\", \"id\": \"%s\", \"x\": %s}"
                                    .formatted(event.at(), event.id(), event.value()))
                    .publish();
            if (partition == 3) {
                topic.compact();
            }
        }
        project.define(source(name, vector.allowedLateness(), vector.maxFutureSkew(), null));
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    /** A stream with event ids whose history says when each row arrived. */
    private void stream(String name, Duration lateness, Duration skew, List<String> rows) {
        project.csv(name + ".csv", concat("shop,at,arrival,id,x", rows));
        project.define(new BatchSource(
                name + "_past",
                BatchSource.Format.CSV,
                name + ".csv",
                "at",
                "arrival",
                ExampleProject.columns(EVENTS),
                Metadata.NONE));
        project.define(source(name, lateness, skew, new StreamSource.History(name + "_past", FAR, Duration.ZERO)));
    }

    private static StreamSource source(
            String name, Duration lateness, Duration skew, StreamSource.@Nullable History history) {
        return new StreamSource(
                name,
                name,
                StreamSource.Format.JSON,
                ExampleProject.columns(EVENTS),
                null,
                "at",
                null,
                "id",
                lateness,
                skew,
                history,
                Metadata.NONE);
    }

    private static FeatureView view(String name, String source, List<Aggregation> aggregations) {
        return new FeatureView(
                name,
                List.of("shop"),
                source,
                Map.of(),
                null,
                List.of(),
                aggregations,
                null,
                true,
                true,
                Metadata.NONE);
    }

    private static String[] concat(String header, List<String> rows) {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        return lines.toArray(String[]::new);
    }

    private TrainingSetRequest.Builder ask() {
        return TrainingSetRequest.builder(project.revision())
                .repository(folder)
                .entities(folder.resolve("entities.csv"))
                .output(output());
    }

    private TrainingSetManifest build(TrainingSetRequest.Builder request) {
        return engine().buildTrainingSet(request.build(), ProgressListener.NONE);
    }

    private Path output() {
        return folder.resolve("set");
    }

    private static @Nullable Object plain(@Nullable Object value) {
        try {
            return value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
