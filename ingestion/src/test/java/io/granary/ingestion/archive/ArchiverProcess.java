package io.granary.ingestion.archive;

import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that archives until it is killed. */
final class ArchiverProcess {

    private ArchiverProcess() {}

    public static void main(String[] arguments) {
        SettableRollouts rollouts = new SettableRollouts("killed");
        rollouts.apply(List.of(Topic.source(arguments[1])));
        ArchiveConfig config =
                ArchiveConfig.of("killed", arguments[0], Path.of(arguments[2])).withRollAge(Duration.ofMillis(700));
        Archiver unused = Archiver.start(config, rollouts, new SimpleMeterRegistry());
    }
}
