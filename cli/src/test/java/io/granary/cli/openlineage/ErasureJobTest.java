package io.granary.cli.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.ingestion.BatchSourceErasure;
import io.granary.ingestion.ErasureConfig;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.IngestionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an erasure that does not end as it should. */
@Timeout(60)
final class ErasureJobTest {

    private static final Entity DRIVER =
            new Entity("driver", List.of(new JoinKey("driver", ScalarType.STRING)), Metadata.NONE);

    private static final BatchSource HOMES = new BatchSource(
            "homes",
            BatchSource.Format.PARQUET,
            "homes",
            null,
            null,
            List.of(new Column("driver", ScalarType.STRING), new Column("town", ScalarType.STRING)),
            Metadata.NONE);
    private static final FeatureView HOME = new FeatureView(
            "home",
            List.of("driver"),
            "homes",
            Map.of(),
            null,
            List.of(new Feature("town", ScalarType.STRING, "town", null)),
            List.of(),
            null,
            true,
            true,
            Metadata.NONE);

    @TempDir
    Path folder;

    @Test
    void tellsWhyItCouldNotBeFinished() throws IOException {
        GranaryException late = new GranaryException(ErrorCode.UNAVAILABLE, "Cannot erase the entity: too late");

        assertThatThrownBy(() -> tell(() -> {
                    throw late;
                }))
                .isSameAs(late);

        JsonNode failed = ToldEvents.in(folder).last("FAIL");
        assertThat(failed.at("/job/namespace").asText()).isEqualTo("granary://taxis");
        assertThat(failed.at("/job/name").asText()).isEqualTo("erase.driver");
        assertThat(ToldEvents.inputs(failed)).containsExactly("file " + folder.resolve("answers"));
        assertThat(ToldEvents.columns(failed.at("/inputs/0"))).contains("revision int");
        assertThat(ToldEvents.error(failed)).isEqualTo("Cannot erase the entity: too late");
    }

    @Test
    void namesNobodyWhenSomethingHappensThatNobodyHasForeseen() throws IOException {
        assertThatThrownBy(() -> tell(() -> {
                    throw new NumberFormatException("For input string: \"ann-0b5e\"");
                }))
                .isInstanceOf(GranaryException.class)
                .hasMessage("Cannot erase the entity: java.lang.NumberFormatException")
                .hasCauseInstanceOf(NumberFormatException.class);

        assertThat(ToldEvents.in(folder).all()).containsExactly("erase.driver START", "erase.driver FAIL");
        assertThat(ToldEvents.in(folder).text()).doesNotContain("ann-0b5e");
    }

    @Test
    void tellsOfTheBatchSourcesThatItWritesAgain() throws IOException {
        GranaryException late = new GranaryException(ErrorCode.UNAVAILABLE, "Cannot erase the entity: too late");

        assertThatThrownBy(() -> tell(List.of(DRIVER, HOMES, HOME), new Untouched(folder), () -> {
                    throw late;
                }))
                .isSameAs(late);

        assertThat(ToldEvents.inputs(ToldEvents.in(folder).last("FAIL")))
                .containsExactlyInAnyOrder("file " + folder.resolve("homes"), "file " + folder.resolve("answers"));
    }

    /** Batch sources that nobody gets to. */
    private record Untouched(Path repository) implements BatchSourceErasure {

        @Override
        public List<Rows> look(Asked asked) {
            return List.of();
        }

        @Override
        public List<Rows> erase(Asked asked) {
            return List.of();
        }
    }

    private void tell(Supplier<ErasureReceipt> work) {
        tell(List.of(DRIVER), null, work);
    }

    private void tell(
            List<Definition> definitions, @Nullable BatchSourceErasure sources, Supplier<ErasureReceipt> work) {
        Revision revision = Revision.none("taxis").next(new Definitions(definitions), "test", "", Instant.EPOCH);
        IngestionConfig ingestion =
                IngestionConfig.builder("taxis", "127.0.0.1:1", folder).build();
        ErasureConfig config =
                new ErasureConfig(ingestion, null, folder.resolve("answers"), sources, ErasureConfig.DEFAULT_PATIENCE);
        var unused = ErasureJob.of(revision, DRIVER, config)
                .tell(LineageTarget.parse(ToldEvents.in(folder).address()), work);
    }
}
