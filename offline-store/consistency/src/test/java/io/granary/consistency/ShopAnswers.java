package io.granary.consistency;

import io.granary.answers.AnswerFile;
import io.granary.answers.LoggedAnswer;
import io.granary.answers.LoggedColumn;
import io.granary.answers.LoggedFeature;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.core.window.WindowMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Visits of a shop's customers, which are a stream whose past is a table, and answers about them, as a server would log them. */
final class ShopAnswers {

    static final String PROJECT = "shop";
    static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Column> COLUMNS = List.of(
            new Column("customer", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("written", ScalarType.TIMESTAMP),
            new Column("amount", ScalarType.FLOAT64));

    private final Path folder;
    private final StringBuilder visits = new StringBuilder("customer,at,written,amount\n");
    private final Map<String, DataType> columns = new TreeMap<>(Map.of("customer", ScalarType.STRING));

    ShopAnswers(Path folder) {
        this.folder = folder;
    }

    Path repository() {
        return folder.resolve("repo");
    }

    Path answers() {
        return folder.resolve("answers");
    }

    /** A visit, in minutes after ten o'clock. */
    ShopAnswers visit(String customer, double at, double written, double amount) throws IOException {
        visits.append(String.join(",", customer, "" + minutes(at), "" + minutes(written), "" + amount))
                .append('\n');
        Files.createDirectories(repository());
        Files.writeString(repository().resolve("visits.csv"), visits);
        return this;
    }

    static Instant minutes(double afterTen) {
        return TEN.plusMillis(Math.round(afterTen * 60_000));
    }

    static Revision revision() {
        List<Definition> all = new ArrayList<>();
        all.add(new Entity("customer", List.of(new JoinKey("customer", ScalarType.STRING)), Metadata.NONE));
        all.add(new BatchSource(
                "visits_past", BatchSource.Format.CSV, "visits.csv", "at", "written", COLUMNS, Metadata.NONE));
        all.add(new StreamSource(
                "visits",
                "visits",
                StreamSource.Format.JSON,
                COLUMNS,
                null,
                "at",
                "written",
                null,
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                new StreamSource.History("visits_past", Instant.parse("2100-01-01T00:00:00Z"), Duration.ZERO),
                Metadata.NONE));
        all.add(view(
                "ever", null, true, List.of(new Feature("amount", ScalarType.FLOAT64, "amount", null)), List.of()));
        all.add(view(
                "last_visit",
                HOUR,
                true,
                List.of(new Feature("amount", ScalarType.FLOAT64, "amount", -1.0)),
                List.of()));
        all.add(view(
                "online_only",
                HOUR,
                false,
                List.of(new Feature("amount", ScalarType.FLOAT64, "amount", null)),
                List.of()));
        all.add(view(
                "spending",
                null,
                true,
                List.of(),
                List.of(new Aggregation(
                        "amount", "sum", "amount", List.of(Window.parse("1h")), null, WindowMode.SAWTOOTH))));
        all.add(new OnDemandFeatureView(
                "offer",
                List.of(
                        new FeatureSelection("last_visit", null, Map.of(), List.of("amount")),
                        new FeatureSelection("spending", null, Map.of(), List.of("amount_1h"))),
                List.of(new Column("factor", ScalarType.FLOAT64)),
                List.of(new Feature(
                        "price", ScalarType.FLOAT64, "last_visit__amount * factor + spending__amount_1h", null)),
                Metadata.NONE));
        all.add(new OnDemandFeatureView(
                "worth",
                List.of(
                        new FeatureSelection("last_visit", null, Map.of(), List.of("amount")),
                        new FeatureSelection("ever", null, Map.of(), List.of("amount"))),
                List.of(),
                List.of(new Feature(
                        "amount", ScalarType.FLOAT64, "default(last_visit__amount, 40.0) + ever__amount", null)),
                Metadata.NONE));
        all.add(new FeatureService(
                "model", List.of(FeatureSelection.allOf("last_visit")), OnMissing.DEFAULT, 0, Metadata.NONE));
        return Revision.none(PROJECT).next(new Definitions(all), "test", "test", Instant.EPOCH);
    }

    private static FeatureView view(
            String name,
            @Nullable Duration ttl,
            boolean isOffline,
            List<Feature> features,
            List<Aggregation> aggregations) {
        return new FeatureView(
                name,
                List.of("customer"),
                "visits",
                Map.of(),
                null,
                features,
                aggregations,
                ttl,
                true,
                isOffline,
                Metadata.NONE);
    }

    /** One answer to a request for one feature of one customer. */
    record Answer(
            String feature,
            String customer,
            Instant time,
            @Nullable Double value,
            FeatureStatus status,
            @Nullable Instant event) {

        static Answer of(String feature, String customer, Instant time, @Nullable Double value) {
            return new Answer(
                    feature,
                    customer,
                    time,
                    value,
                    value == null ? FeatureStatus.NOT_FOUND : FeatureStatus.PRESENT,
                    null);
        }

        Answer status(FeatureStatus other) {
            return new Answer(feature, customer, time, value, other, event);
        }

        Answer event(Instant moment) {
            return new Answer(feature, customer, time, value, status, moment);
        }
    }

    /** What every request gives beside the customer. */
    ShopAnswers with(String column) {
        columns.put(column, ScalarType.FLOAT64);
        return this;
    }

    /** Logs answers of the first revision; {@code model} is a service. */
    void log(Answer... answers) throws IOException {
        AnswerFile file = AnswerFile.create(answers(), TEN);
        for (Answer answer : answers) {
            file.append(logged(answer, false));
        }
        file.publish();
    }

    void logDegraded(Answer answer) throws IOException {
        AnswerFile file = AnswerFile.create(answers(), TEN);
        file.append(logged(answer, true));
        file.publish();
    }

    private LoggedAnswer logged(Answer answer, boolean isDegraded) {
        boolean isService = answer.feature().equals("model");
        List<LoggedColumn> entities = new ArrayList<>();
        columns.forEach((name, type) -> entities.add(
                new LoggedColumn(name, type, List.of(name.equals("customer") ? answer.customer() : (Object) 2.0))));
        List<@Nullable Object> values = new ArrayList<>();
        values.add(answer.value());
        Instant event = answer.event();
        return new LoggedAnswer(
                PROJECT,
                1,
                EpochMicros.of(answer.time()),
                isService ? "model" : null,
                isService ? List.of() : List.of(answer.feature()),
                isDegraded,
                entities,
                List.of(new LoggedFeature(
                        new LoggedColumn("value", ScalarType.FLOAT64, values),
                        List.of(answer.status()),
                        List.of(event == null ? 0L : EpochMicros.of(event)))));
    }
}
