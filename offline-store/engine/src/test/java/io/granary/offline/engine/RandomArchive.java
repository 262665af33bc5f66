package io.granary.offline.engine;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose records came late, twice, early or broken, in an archive of both formats; with or without a history, created
 * timestamps and event ids.
 */
final class RandomArchive {

    static final Duration TTL = Duration.ofMinutes(15);
    static final Duration LATENESS = Duration.ofMinutes(10);
    static final Duration SKEW = Duration.ofMinutes(1);

    private static final String COLUMNS = "shop STRING, at TIMESTAMP, created TIMESTAMP, id STRING, n INT64";
    private static final Instant START = Instant.parse("2001-02-01T00:00:00Z");
    private static final Instant UNTIL = START.plusSeconds(600);
    private static final int SECONDS = 3_000;

    /**
     * What a record or a row of the history says.
     *
     * @param created when it was written, which the source may leave unsaid
     * @param id of an event, or what stands for it
     */
    record Fact(String shop, Instant at, Instant arrival, Instant created, String id, long n) {}

    private final Random random;
    private final ExampleProject project;
    private final TopicArchive topic;
    private final boolean hasCreated;
    private final boolean hasIds;
    private final boolean hasHistory;
    private final List<Fact> facts = new ArrayList<>();
    private final List<ReferenceQuestion> questions = new ArrayList<>();
    private final Map<Integer, Instant> ends = new HashMap<>();

    RandomArchive(Random random, Path folder) {
        this.random = random;
        project = new ExampleProject(folder);
        topic = new TopicArchive(folder.resolve("archive"), "sold");
        hasCreated = random.nextBoolean();
        hasIds = random.nextBoolean();
        hasHistory = random.nextBoolean();
        if (hasHistory) {
            writeHistory();
        }
        for (int i = 0; i < 200; i++) {
            archive(START.plusSeconds(i * 15L));
            if (i % 40 == 39) {
                topic.publish();
            }
            if (i == 120) {
                topic.compact();
            }
        }
        ask();
        define();
    }

    Revision revision() {
        return project.revision();
    }

    boolean hasCreated() {
        return hasCreated;
    }

    List<Fact> facts() {
        return facts;
    }

    List<ReferenceQuestion> questions() {
        return questions;
    }

    /** When the last record of that partition came whose last record came first. */
    Instant end() {
        return Collections.min(ends.values());
    }

    private void writeHistory() {
        List<String> lines = new ArrayList<>(List.of("shop,at,created,id,n"));
        for (int i = 0; i < 60; i++) {
            Instant at = moment();
            Instant created = at.plusSeconds(random.nextInt(900));
            Fact fact = new Fact(shop(), at, hasCreated ? created : at, hasCreated ? created : at, "row" + i, number());
            lines.add(String.join(",", fact.shop(), at.toString(), created.toString(), fact.id(), "" + fact.n()));
            if (at.isBefore(UNTIL)) {
                facts.add(fact);
            }
        }
        project.csv("sold_past.csv", lines.toArray(String[]::new));
    }

    /** A record, sometimes the same again, sometimes none that can be used. */
    private void archive(Instant arrival) {
        Instant at = arrival.minusSeconds(random.nextInt(6) == 0 ? random.nextInt(1_400) - 100 : random.nextInt(4) * 5);
        Instant created = at.plusSeconds(random.nextInt(3) * 20 - 20);
        String shop = shop();
        String id = "id" + random.nextInt(300);
        long n = number();
        String text = "{\"shop\": \"%s\", \"at\": \"%s\", \"created\": \"%s\", \"id\": \"%s\", \"n\": %d}"
                .formatted(shop, at, created, id, n);
        int copies = random.nextInt(8) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            Instant came = arrival.plusSeconds(i * 7L);
            boolean isBroken = random.nextInt(15) == 0;
            int partition = random.nextInt(2);
            topic.add(partition, came, isBroken ? broken(text) : text);
            ends.merge(partition, came, (left, right) -> left.isAfter(right) ? left : right);
            boolean isHistory = hasHistory && at.isBefore(UNTIL);
            if (!isBroken && !isHistory && !at.isAfter(came.plus(SKEW))) {
                String known = hasIds ? id : "record" + facts.size();
                facts.add(new Fact(shop, at, came, hasCreated ? created : came, known, n));
            }
        }
    }

    private @Nullable String broken(String text) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> text.substring(1);
            case 2 -> text.replaceFirst("\"shop\": \"[ab]\", ", "");
            default -> text.replaceFirst("\"at\"", "\"then\"");
        };
    }

    private void ask() {
        List<String> lines = new ArrayList<>(List.of("shop,event_timestamp"));
        for (int i = 0; i < 60; i++) {
            ReferenceQuestion question = new ReferenceQuestion(null, shop(), moment());
            questions.add(question);
            lines.add(question.shop() + "," + question.at());
        }
        project.csv("entities.csv", lines.toArray(String[]::new));
    }

    private void define() {
        if (hasHistory) {
            project.define(new BatchSource(
                    "sold_past",
                    BatchSource.Format.CSV,
                    "sold_past.csv",
                    "at",
                    hasCreated ? "created" : null,
                    ExampleProject.columns(COLUMNS),
                    Metadata.NONE));
        }
        project.define(new StreamSource(
                "sold",
                "sold",
                StreamSource.Format.JSON,
                ExampleProject.columns(COLUMNS),
                null,
                "at",
                hasCreated ? "created" : null,
                hasIds ? "id" : null,
                LATENESS,
                SKEW,
                hasHistory ? new StreamSource.History("sold_past", UNTIL, Duration.ZERO) : null,
                Metadata.NONE));
        project.view("last", "shop", "sold", TTL, "n INT64");
        project.hourly("hour", "shop", "sold");
    }

    private String shop() {
        return random.nextBoolean() ? "a" : "b";
    }

    /** So small that Avro's bytes have the order of the numbers. */
    private long number() {
        return random.nextInt(60);
    }

    private Instant moment() {
        return START.plusSeconds(random.nextInt(SECONDS / 5) * 5L);
    }
}
