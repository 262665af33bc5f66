package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck.Freshness;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.ExpectationCheck.Unique;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationJsonTest {

    private static final List<Column> COLUMNS =
            List.of(new Column("at", ScalarType.TIMESTAMP), new Column("miles", ScalarType.FLOAT64));

    @Test
    void readsBackWhatItWrites() {
        Revision revision = revision(
                new Expectation("once", new Unique(List.of("miles", "at")), OnFailure.WARN),
                new Expectation("fresh", new Freshness(Duration.ofHours(36)), OnFailure.FAIL),
                new Expectation("some", new RowCount(1L, null), OnFailure.FAIL),
                new Expectation("few", new RowCount(null, 1L << 40), OnFailure.WARN),
                new Expectation("there", new NotNull("miles"), OnFailure.QUARANTINE),
                new Expectation("near", new Range("miles", "0", "1e3"), OnFailure.WARN),
                new Expectation("far", new Range("miles", "5", null), OnFailure.WARN),
                new Expectation("known", new OneOf("miles", List.of("ann", "1")), OnFailure.WARN),
                new Expectation("named", new Matches("miles", "\\w+"), OnFailure.QUARANTINE));

        assertThat(RevisionJson.decode(RevisionJson.encode(revision))).isEqualTo(revision);
    }

    @Test
    void writesNothingOfNone() {
        assertThat(text(revision())).doesNotContain("expectations");
    }

    @Test
    void namesAnUnknownCheck() {
        String text = text(revision(new Expectation("there", new NotNull("miles"), OnFailure.WARN)))
                .replace("not_null", "not_nil");

        assertThatThrownBy(() -> RevisionJson.decode(text.getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("definitions[0].expectations[0].check: not_nil (expected: one of [not_null");
    }

    private static String text(Revision revision) {
        return new String(RevisionJson.encode(revision), StandardCharsets.UTF_8);
    }

    private static Revision revision(Expectation... expectations) {
        List<Definition> sources = List.of(
                new BatchSource(
                        "a",
                        BatchSource.Format.CSV,
                        "trips.csv",
                        "at",
                        null,
                        COLUMNS,
                        List.of(expectations),
                        Metadata.NONE),
                new PushSource("b", COLUMNS, "at", List.of(expectations), Metadata.NONE));
        return new Revision("p", 1, "ann", Instant.EPOCH, "", new Definitions(sources), Map.of());
    }
}
