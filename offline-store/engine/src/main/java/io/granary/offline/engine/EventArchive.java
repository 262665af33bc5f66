package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import io.granary.formats.schema.SchemaRegistryConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The archive that an engine reads the records of topics from.
 *
 * @param folder that ingestion archives to
 * @param gaps what happens when it lacks records that are asked for
 * @param schemaRegistry of records that name their schema; null: none
 */
public record EventArchive(Path folder, Gaps gaps, @Nullable SchemaRegistryConfig schemaRegistry) {

    /** What happens when records are missing: those from before the archive began, files that are lost, the newest. */
    public enum Gaps {
        REFUSE,
        /** Records that are missing count as if there had been none. */
        ACCEPT
    }

    public EventArchive {
        folder = folder.toAbsolutePath().normalize();
        requireNonNull(gaps, "gaps");
    }

    /** An archive that has to be whole, of records that need no schema registry. */
    public static EventArchive of(Path folder) {
        return new EventArchive(folder, Gaps.REFUSE, null);
    }

    public EventArchive acceptingGaps() {
        return new EventArchive(folder, Gaps.ACCEPT, schemaRegistry);
    }

    public EventArchive with(@Nullable SchemaRegistryConfig registry) {
        return new EventArchive(folder, gaps, registry);
    }
}
