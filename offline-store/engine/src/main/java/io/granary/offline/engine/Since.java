package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From where on a materialization takes the rows of a view. */
public sealed interface Since permits Since.Moment, Since.Snapshot, Since.Appended {

    /** Which timestamp of a row is looked at. */
    enum Clock {
        /** When the row became true. A row that arrives later than others with greater ones is missed. */
        EVENT,
        /** When the row was written: misses nothing. A row that does not say is taken. */
        CREATED
    }

    /**
     * From a moment on.
     *
     * @param moment with {@link Clock#EVENT} the first moment taken, with {@link Clock#CREATED} the last one that is not
     */
    record Moment(Clock clock, Instant moment) implements Since {

        public Moment {
            requireNonNull(clock, "clock");
            requireNonNull(moment, "moment");
        }
    }

    /**
     * What came to the view's table after one of its snapshots, whatever the moments of rows: misses nothing. No engine
     * takes it: {@link Appended}, or nothing, has to stand for it before a job begins.
     *
     * @param id of the snapshot
     * @param leftOutAfter what the snapshot has of later event timestamps is taken, too; null: nothing else of it is
     */
    record Snapshot(long id, @Nullable Instant leftOutAfter) implements Since {}

    /**
     * Every row of some files of the view's table.
     *
     * @param snapshot after which they came
     * @param files in the order of paths
     */
    record Appended(long snapshot, List<Path> files) implements Since {

        public Appended {
            files = List.copyOf(files);
        }
    }
}
