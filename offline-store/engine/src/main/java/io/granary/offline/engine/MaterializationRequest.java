package io.granary.offline.engine;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewsAtRest;
import io.granary.core.expectation.Quarantine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Asks for the newest rows of views with a past at rest to be written to the feature log.
 *
 * @param repository folder at which relative paths of sources start
 * @param views names of feature views, each online and of a batch source or of a stream with history
 * @param since of views of which not every row is taken, by name; with {@link Since.Clock#CREATED} also rows that were
 *     created after {@code runStart} are left for the next run
 * @param until rows with a later event timestamp are not written
 * @param runStart created timestamp of rows whose source declares none; a retry of the same run gives the same
 * @param producer settings of the Kafka producer, {@code bootstrap.servers} among them
 * @param snapshots by the name of a source that keeps versions, or is in an object store, what is read of it
 * @param writing what gives way to the rows, and how fast they are written
 */
public record MaterializationRequest(
        Revision revision,
        Path repository,
        List<String> views,
        Map<String, Since> since,
        Instant until,
        Instant runStart,
        Map<String, String> producer,
        Map<String, ListedTable> snapshots,
        LogWriting writing) {

    public MaterializationRequest {
        revision = Quarantine.applied(revision);
        views = List.copyOf(views);
        since = Map.copyOf(since);
        producer = Map.copyOf(producer);
        snapshots = Map.copyOf(snapshots);
        if (!producer.containsKey("bootstrap.servers")) {
            throw GranaryException.invalid("bootstrap.servers", null, "host:port of a Kafka broker");
        }
    }

    /** Of sources that are files, by the write rule. */
    public MaterializationRequest(
            Revision revision,
            Path repository,
            List<String> views,
            Map<String, Since> since,
            Instant until,
            Instant runStart,
            Map<String, String> producer) {
        this(revision, repository, views, since, until, runStart, producer, Map.of(), LogWriting.DEFAULT);
    }

    /** The same of other snapshots. */
    public MaterializationRequest withSnapshots(Map<String, ? extends ListedTable> read) {
        return new MaterializationRequest(
                revision, repository, views, since, until, runStart, producer, Map.copyOf(read), writing);
    }

    /** The same, from elsewhere on. */
    public MaterializationRequest withSince(Map<String, Since> from) {
        return new MaterializationRequest(
                revision, repository, views, from, until, runStart, producer, snapshots, writing);
    }

    /** The same, written in another way. */
    public MaterializationRequest withWriting(LogWriting how) {
        return new MaterializationRequest(
                revision, repository, views, since, until, runStart, producer, snapshots, how);
    }

    /** Every view that can be materialized, until now. */
    public static MaterializationRequest ofAllViews(
            Revision revision, Path repository, Instant now, Map<String, String> producer) {
        return new MaterializationRequest(revision, repository, viewsAtRest(revision), Map.of(), now, now, producer);
    }

    /** The names of the online views whose source is a table, or a stream with history, in the order of names. */
    public static List<String> viewsAtRest(Revision revision) {
        return ViewsAtRest.of(revision.definitions());
    }
}
