package io.granary.offline.engine;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A stream of sales with a plain view and windows, and the archive of its topic. */
abstract class OfflineArchiveProject {

    static final Instant NOON = Instant.parse("2001-02-01T12:00:00Z");
    static final Instant LATER = NOON.plus(Duration.ofDays(1));

    private static final String SALES = "shop STRING, at TIMESTAMP, sold INT64";

    @TempDir
    Path folder;

    TopicArchive archive;
    ExampleProject project;

    protected abstract OfflineEngine engine();

    @BeforeEach
    void startProject() {
        project = new ExampleProject(folder);
        archive = new TopicArchive(folder.resolve("archive"), "sold");
        entities("a,2001-02-01T12:00:00Z", "a,2001-02-01T12:00:10Z", "b,2001-02-01T12:01:00Z");
    }

    Revision revision() {
        return project.revision();
    }

    void define(StreamSource stream) {
        if (stream.history() != null) {
            project.table("sold_past", SALES, "a,2001-01-31T00:00:00Z,10", "a,2001-02-01T01:00:00Z,500");
        }
        project.define(stream).view("last", "shop", "sold", Duration.ofHours(12), "sold INT64");
        project.define(new FeatureView(
                "window",
                List.of("shop"),
                "sold",
                Map.of(),
                null,
                List.of(),
                List.of(
                        new Aggregation("sum", "sum", "sold", windows(), null, WindowMode.SAWTOOTH),
                        new Aggregation("count", "count", null, windows(), null, WindowMode.SAWTOOTH)),
                null,
                true,
                true,
                Metadata.NONE));
    }

    private static List<Window> windows() {
        return List.of(Window.parse("1h"), Window.parse("7d"));
    }

    static StreamSource stream(@Nullable Instant until) {
        return new StreamSource(
                "sold",
                "sold",
                StreamSource.Format.JSON,
                ExampleProject.columns(SALES),
                null,
                "at",
                null,
                null,
                Duration.ofHours(24),
                Duration.ofMinutes(1),
                until == null ? null : new StreamSource.History("sold_past", until, Duration.ZERO),
                Metadata.NONE);
    }

    static String sale(String shop, Instant at, long sold) {
        return "{\"shop\": \"%s\", \"at\": \"%s\", \"sold\": %d}".formatted(shop, at, sold);
    }

    void entities(String... rows) {
        List<String> lines = new ArrayList<>(List.of("shop,event_timestamp"));
        lines.addAll(List.of(rows));
        project.csv("entities.csv", lines.toArray(String[]::new));
    }

    EventArchive archive() {
        return EventArchive.of(folder.resolve("archive"));
    }

    TrainingSetRequest.Builder ask() {
        return TrainingSetRequest.builder(project.revision())
                .repository(folder)
                .entities(folder.resolve("entities.csv"))
                .output(output())
                .archive(archive());
    }

    void build(TrainingSetRequest.Builder request) {
        engine().buildTrainingSet(request.build(), ProgressListener.NONE);
    }

    Path output() {
        return folder.resolve("set");
    }

    List<@Nullable Object> column(String name) {
        List<@Nullable Object> values = new ArrayList<>();
        Duck.trainingSet(output()).forEach(row -> values.add(plain(row.get(name))));
        return values;
    }

    /** Sums of integers are as wide as they have to be. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Number number ? (Object) number.longValue() : value;
    }
}
