package io.granary.offline.engine;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many small random frames in one project: join keys are the number of the frame and a shop, so that no frame sees another.
 * Ties, copies, nulls, missing keys, moments at the ends of the calendar; Parquet or CSV.
 */
final class RandomCase {

    static final String COLUMNS =
            "frame INT64, shop STRING, at TIMESTAMP, created TIMESTAMP, id STRING, n INT64, x FLOAT64, s STRING";

    private static final String TYPED =
            "frame::BIGINT AS frame, shop, \"at\"::TIMESTAMPTZ AS \"at\", created::TIMESTAMPTZ AS created, id,"
                    + " n::BIGINT AS n, x::DOUBLE AS x, s";
    private static final Set<String> SNAPSHOTS = Set.of("ledger", "places", "paid_past");

    private static final Instant FAR = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final List<Instant> ENDS = List.of(
            Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("1969-12-31T23:59:59.999999Z"), Instant.EPOCH, LAST);
    private static final @Nullable Long[] NUMBERS = {null, 0L, 1L, -1L, 63L, 64L, 1L << 40};
    private static final @Nullable Double[] DOUBLES = {null, 0.0, -0.0, 1.5, -2.0, 1e300};
    private static final @Nullable String[] TEXTS = {null, "", "a", "b,\"c", "ä", "aa"};

    private final Random random;
    private final ExampleProject project;
    private final int frames;
    private final boolean isParquet;
    private final List<ReferenceQuestion> questions = new ArrayList<>();
    private final List<ReferenceView> views = new ArrayList<>();
    private final Map<String, TableSnapshot> snapshots = new HashMap<>();
    private final ReferenceWindow window;

    RandomCase(Random random, ExampleProject project, int frames, BatchSource.Format format) {
        this.random = random;
        this.project = project;
        this.frames = frames;
        isParquet = format == BatchSource.Format.PARQUET;
        project.define(new Entity(
                "cell",
                List.of(new JoinKey("shop", ScalarType.STRING), new JoinKey("frame", ScalarType.INT64)),
                Metadata.NONE));
        for (int i = 0; i < frames * 8; i++) {
            questions.add(new ReferenceQuestion(
                    random.nextInt(20) == 0 ? null : (Long) frame(),
                    random.nextInt(20) == 0 ? null : shop(),
                    moment()));
        }
        questions.addAll(questions.subList(0, frames));
        writeQuestions();
        addView("ledger", table("ledger", true), List.of("n", "x", "s"), null);
        addView("chosen", table("other", true), List.of("n", "twice"), "n > 0");
        addView("daily", table("daily", false), List.of("s", "n"), null);
        addStatic();
        addStream("sold", false);
        List<ReferenceFact> events = addStream("paid", true);
        Duration lateness = Duration.ofMinutes(10);
        window = new ReferenceWindow(byFrame(events), lateness, Duration.ofMinutes(1));
        project.hourly("hour", "cell", "paid");
    }

    List<ReferenceQuestion> questions() {
        return questions;
    }

    Revision revision() {
        return project.revision();
    }

    Map<String, TableSnapshot> snapshots() {
        return snapshots;
    }

    /** Those whose rows say when they were written come first. */
    List<ReferenceView> views() {
        return views;
    }

    ReferenceWindow window() {
        return window;
    }

    /** The file of the entity frame. */
    String entities() {
        return isParquet ? "entities.parquet" : "entities.csv";
    }

    private List<ReferenceFact> table(String name, boolean hasCreated) {
        List<ReferenceFact> facts = facts(hasCreated);
        source(name, facts, "at", hasCreated ? "created" : null);
        return facts;
    }

    private void addStatic() {
        List<ReferenceFact> facts = facts(false);
        source("places", facts, null, null);
        add("place", "places", facts, List.of("s"), null, null, Duration.ZERO, true);
    }

    private void addView(String name, List<ReferenceFact> facts, List<String> features, @Nullable String where) {
        String source = name.equals("chosen") ? "other" : name;
        add(name, source, facts, features, where, ttl(), Duration.ZERO, false);
    }

    private List<ReferenceFact> addStream(String name, boolean hasCreated) {
        List<ReferenceFact> facts = facts(hasCreated);
        source(name + "_past", facts, "at", hasCreated ? "created" : null);
        Duration delay = hasCreated ? Duration.ZERO : Duration.ofSeconds(random.nextInt(90));
        project.define(new StreamSource(
                name,
                name,
                StreamSource.Format.JSON,
                ExampleProject.columns(COLUMNS),
                null,
                "at",
                null,
                hasCreated ? "id" : null,
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                new StreamSource.History(name + "_past", FAR, delay),
                Metadata.NONE));
        add(name + "_last", name, facts, List.of("x", "n"), null, ttl(), delay, false);
        return facts;
    }

    private void add(
            String name,
            String source,
            List<ReferenceFact> facts,
            List<String> features,
            @Nullable String where,
            @Nullable Duration ttl,
            Duration delay,
            boolean isStatic) {
        project.define(new FeatureView(
                name,
                List.of("cell"),
                source,
                Map.of(),
                where,
                features.stream()
                        .map(RandomCase::feature)
                        .map(ExampleProject::feature)
                        .toList(),
                List.of(),
                ttl,
                true,
                true,
                Metadata.NONE));
        views.add(new ReferenceView(
                name,
                byFrame(facts),
                features,
                fact -> where == null || (fact.n() != null && fact.n() > 0),
                ttl,
                delay,
                isStatic));
    }

    private static Map<Long, List<ReferenceFact>> byFrame(List<ReferenceFact> facts) {
        return facts.stream().collect(Collectors.groupingBy(ReferenceFact::frame));
    }

    private static String feature(String name) {
        return switch (name) {
            case "n" -> "n INT64";
            case "x" -> "x FLOAT64";
            case "s" -> "s STRING";
            default -> "twice INT64 = n * 2";
        };
    }

    private void source(String name, List<ReferenceFact> facts, @Nullable String event, @Nullable String created) {
        List<String> lines = new ArrayList<>(List.of("frame,shop,at,created,id,n,x,s"));
        facts.forEach(fact -> lines.add(fact.csv()));
        project.csv(name + ".csv", lines.toArray(String[]::new));
        if (isParquet) {
            Duck.toParquet(project.folder().resolve(name), TYPED);
        }
        boolean isSnapshot = isParquet && SNAPSHOTS.contains(name);
        if (isSnapshot) {
            snapshots.put(name, SnapshotFiles.write(project.folder().resolve(name), ExampleProject.columns(COLUMNS)));
        }
        BatchSource.Format written = isParquet ? BatchSource.Format.PARQUET : BatchSource.Format.CSV;
        project.define(new BatchSource(
                name,
                isSnapshot ? BatchSource.Format.ICEBERG : written,
                name + (isParquet ? ".parquet" : ".csv"),
                event,
                created,
                ExampleProject.columns(COLUMNS),
                Metadata.NONE));
    }

    private void writeQuestions() {
        List<String> lines = new ArrayList<>(List.of("label,frame,shop,event_timestamp"));
        for (int i = 0; i < questions.size(); i++) {
            ReferenceQuestion question = questions.get(i);
            lines.add(i + "," + (question.frame() == null ? "" : question.frame()) + ","
                    + (question.shop() == null ? "" : question.shop()) + "," + question.at());
        }
        project.csv("entities.csv", lines.toArray(String[]::new));
        if (isParquet) {
            Duck.toParquet(
                    project.folder().resolve("entities"),
                    "label::INTEGER AS label, frame::BIGINT AS frame, shop,"
                            + " event_timestamp::TIMESTAMPTZ AS event_timestamp");
        }
    }

    private List<ReferenceFact> facts(boolean hasCreated) {
        List<ReferenceFact> facts = new ArrayList<>();
        for (int i = 0; i < frames * 10; i++) {
            Instant at = moment();
            Instant created = at.plusSeconds(random.nextInt(5) == 0 ? random.nextInt(900) - 100 : random.nextInt(3));
            facts.add(new ReferenceFact(
                    frame(),
                    shop(),
                    at,
                    hasCreated ? (created.isAfter(LAST) ? LAST : created) : null,
                    "id" + random.nextInt(40),
                    NUMBERS[random.nextInt(NUMBERS.length)],
                    DOUBLES[random.nextInt(DOUBLES.length)],
                    text()));
        }
        facts.addAll(facts.subList(0, frames));
        return facts;
    }

    private long frame() {
        return random.nextInt(frames);
    }

    private String shop() {
        return Arrays.asList("a", "b").get(random.nextInt(2));
    }

    /** In CSV an empty text is null. */
    private @Nullable String text() {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        return text == null || (text.isEmpty() && !isParquet) ? null : text;
    }

    private @Nullable Duration ttl() {
        return random.nextInt(4) == 0 ? null : Duration.ofSeconds(1 + random.nextInt(40));
    }

    /** Few enough to be equal often. */
    private Instant moment() {
        return switch (random.nextInt(12)) {
            case 0 -> ENDS.get(random.nextInt(ENDS.size()));
            case 1 -> START.plusSeconds(random.nextInt(4000)).plusNanos(1_000);
            case 2 -> START.plus(Duration.ofDays(random.nextInt(10)));
            default -> START.plusSeconds(random.nextInt(30));
        };
    }
}
