package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.offline.engine.RandomArchive.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Every engine against nested loops over random archives. A subclass supplies the engine and how much it takes on. */
public abstract class OfflineArchivedDifferentialContract {

    private static final long SEED = Long.getLong("granary.seed", 20_261_122);
    private static final long HOP_SECONDS = 300;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HORIZON = Duration.ofMinutes(5);

    /** The write rule. */
    private static final Comparator<Fact> WRITTEN =
            Comparator.comparing(Fact::at).thenComparing(Fact::created).thenComparing(Fact::n);

    @TempDir
    private Path folder;

    protected abstract OfflineEngine engine();

    /** How many archives are read for each kind of knowledge. */
    protected abstract int archives();

    /** What an event is known by, and what it brings. */
    private record Content(String id, Instant at, long n) {}

    @Test
    void agreesWithNestedLoopsOverRandomArchives(TestReporter reporter) throws IOException {
        reporter.publishEntry("granary.seed", String.valueOf(SEED));
        for (int i = 0; i < archives(); i++) {
            long seed = SEED + i;
            Path project = Files.createDirectory(folder.resolve("project" + i));
            RandomArchive drawn = new RandomArchive(new Random(seed), project);
            for (Knowledge knowledge : Knowledge.values()) {
                if (knowledge != Knowledge.CREATED || drawn.hasCreated()) {
                    check(drawn, project, knowledge, "seed " + seed + ", " + knowledge);
                }
            }
        }
    }

    private void check(RandomArchive drawn, Path project, Knowledge knowledge, String what) {
        TrainingSetRequest request = TrainingSetRequest.builder(drawn.revision())
                .repository(project)
                .entities(project.resolve("entities.csv"))
                .output(project.resolve("set"))
                .archive(EventArchive.of(project.resolve("archive")).acceptingGaps())
                .knowledge(knowledge)
                .replacingOutput()
                .feature("last:*")
                .feature("hour:*")
                .shape(SetShape.PLAIN.with(LabelJoin.of("last", HORIZON, null)))
                .build();
        engine().buildTrainingSet(request, ProgressListener.NONE);
        List<@Nullable Object> newest = new ArrayList<>();
        List<@Nullable Object> labels = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        List<@Nullable Object> sums = new ArrayList<>();
        for (ReferenceQuestion question : drawn.questions()) {
            newest.add(newest(drawn, question, knowledge));
            labels.add(label(drawn, question, knowledge));
            List<Long> numbers = numbers(drawn, question, knowledge);
            counts.add((long) numbers.size());
            sums.add(
                    numbers.isEmpty()
                            ? null
                            : (Object) numbers.stream().mapToLong(n -> n).sum());
        }
        List<Map<String, @Nullable Object>> rows = Duck.trainingSet(project.resolve("set"));
        assertThat(column(rows, "last__n")).as(what).containsExactlyElementsOf(newest);
        assertThat(column(rows, "label__n")).as(what).containsExactlyElementsOf(labels);
        assertThat(column(rows, "hour__count_1h")).as(what).containsExactlyElementsOf(counts);
        assertThat(column(rows, "hour__sum_1h")).as(what).containsExactlyElementsOf(sums);
    }

    private static @Nullable Object newest(RandomArchive drawn, ReferenceQuestion question, Knowledge knowledge) {
        return known(drawn, question, knowledge)
                .filter(fact -> !fact.at().isAfter(question.at()))
                .max(WRITTEN)
                .filter(fact -> !fact.at().plus(RandomArchive.TTL).isBefore(question.at()))
                .<Object>map(Fact::n)
                .orElse(null);
    }

    /** The newest row in (T, T + horizon] at its end, if the archive is whole up to there. */
    private static @Nullable Object label(RandomArchive drawn, ReferenceQuestion question, Knowledge knowledge) {
        ReferenceQuestion later =
                new ReferenceQuestion(null, question.shop(), question.at().plus(HORIZON));
        Duration lateness = knowledge == Knowledge.AS_SERVED ? Duration.ZERO : RandomArchive.LATENESS;
        return later.at().plus(lateness).isBefore(drawn.end())
                ? known(drawn, later, knowledge)
                        .filter(fact ->
                                fact.at().isAfter(question.at()) && !fact.at().isAfter(later.at()))
                        .max(WRITTEN)
                        .<Object>map(Fact::n)
                        .orElse(null)
                : null;
    }

    private static List<Long> numbers(RandomArchive drawn, ReferenceQuestion question, Knowledge knowledge) {
        long end = question.at().getEpochSecond();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(end, HOP_SECONDS) * HOP_SECONDS)
                .minus(HOUR);
        Set<Content> counted = new HashSet<>();
        known(drawn, question, knowledge)
                .filter(fact -> !fact.at().isBefore(start) && fact.at().isBefore(question.at()))
                .filter(fact -> !fact.arrival().isAfter(fact.at().plus(RandomArchive.LATENESS)))
                .forEach(fact -> counted.add(new Content(fact.id(), fact.at(), fact.n())));
        return counted.stream().map(Content::n).toList();
    }

    private static Stream<Fact> known(RandomArchive drawn, ReferenceQuestion question, Knowledge knowledge) {
        return drawn.facts().stream()
                .filter(fact -> fact.shop().equals(question.shop()))
                .filter(fact -> switch (knowledge) {
                    case EVENT_TIME -> true;
                    case AS_SERVED -> !fact.arrival().isAfter(question.at());
                    case CREATED -> !fact.created().isAfter(question.at());
                });
    }

    private static List<@Nullable Object> column(List<Map<String, @Nullable Object>> rows, String name) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(plain(row.get(name))));
        return values;
    }

    /** Sums of integers are as wide as they have to be. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Number number ? (Object) number.longValue() : value;
    }
}
