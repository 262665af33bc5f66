package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an entity is erased.
 *
 * @param ingestion of the project
 * @param archive folder of the archive; null: none is looked at
 * @param answers folder of the answers that serving keeps a sample of; null: none is looked at
 * @param sources takes rows out of batch sources; null: they stay
 * @param patience how long ingestion is waited for, each time that it is
 */
public record ErasureConfig(
        IngestionConfig ingestion,
        @Nullable Path archive,
        @Nullable Path answers,
        @Nullable BatchSourceErasure sources,
        Duration patience) {

    /** Longer than a file of the archive grows by default. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(10);

    public ErasureConfig {
        requireNonNull(ingestion, "ingestion");
        if (patience.isNegative() || patience.isZero()) {
            throw GranaryException.invalid("wait", patience, "> 0");
        }
    }

    /** Leaves batch sources as they are. */
    public ErasureConfig(IngestionConfig ingestion, @Nullable Path archive, @Nullable Path answers, Duration patience) {
        this(ingestion, archive, answers, null, patience);
    }
}
