package io.granary.offline.engine;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.expectation.Quarantine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the window states of all events that a stream application does not count: those of the history, and those of
 * the topic below a cut of offsets.
 *
 * @param revision as its states are written, see {@link io.granary.core.definition.Rollout#written}
 * @param repository folder at which relative paths of sources start
 * @param archive of the topics; null: none is read
 * @param views at least one
 * @param producer settings of the Kafka producer, {@code bootstrap.servers} among them
 * @param snapshots by the name of a source that keeps versions, or is in an object store, what is read of it
 */
public record BackfillRequest(
        Revision revision,
        Path repository,
        @Nullable EventArchive archive,
        List<BackfillView> views,
        Map<String, String> producer,
        Map<String, ListedTable> snapshots) {

    /**
     * A view of windows over a stream, online.
     *
     * @param view its name
     * @param cut by partition of the source's topic, the first offset that the stream application counts; empty: all
     *     records of the topic are the application's
     * @param topic that the states go to, keyed by {@link io.granary.core.featurelog.WindowStateKey}
     * @param partitions of that topic
     */
    public record BackfillView(String view, Map<Integer, Long> cut, String topic, int partitions) {

        public BackfillView {
            cut = Map.copyOf(cut);
            if (partitions < 1) {
                throw GranaryException.invalid("partitions", partitions, ">= 1");
            }
        }

        /** Whether a record of the source's topic is not the stream application's. */
        public boolean isBelowCut(int partition, long offset) {
            return offset < cut.getOrDefault(partition, 0L);
        }
    }

    public BackfillRequest {
        revision = Quarantine.applied(revision);
        views = List.copyOf(views);
        producer = Map.copyOf(producer);
        snapshots = Map.copyOf(snapshots);
        if (views.isEmpty()) {
            throw GranaryException.invalid("views", views, "at least one view of windows");
        }
        if (!producer.containsKey("bootstrap.servers")) {
            throw GranaryException.invalid("bootstrap.servers", null, "host:port of a Kafka broker");
        }
    }

    /** Of sources that are files. */
    public BackfillRequest(
            Revision revision,
            Path repository,
            @Nullable EventArchive archive,
            List<BackfillView> views,
            Map<String, String> producer) {
        this(revision, repository, archive, views, producer, Map.of());
    }

    /** The same of other snapshots. */
    public BackfillRequest withSnapshots(Map<String, ? extends ListedTable> read) {
        return new BackfillRequest(revision, repository, archive, views, producer, Map.copyOf(read));
    }

    /** The names of the online views of windows whose source is a stream, in the order of names. */
    public static List<String> viewsOfStreams(Revision revision) {
        return revision.definitions().all(FeatureView.class).stream()
                .filter(view -> view.online() && view.isWindowed())
                .filter(view -> revision.definitions().source(view.source()).findStream(revision.project()) != null)
                .map(FeatureView::name)
                .toList();
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when a view's states are not written by a stream application */
    public static FeatureView requireBackfillable(Revision revision, String name) {
        FeatureView view = revision.definitions().featureView(name);
        if (!view.isWindowed()) {
            throw precondition(name, "it has rows, not windows; materialize it");
        }
        if (!viewsOfStreams(revision).contains(name)) {
            throw precondition(name, view.online() ? "its source is no stream" : "it is not online (online: false)");
        }
        return view;
    }

    private static GranaryException precondition(String view, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot backfill feature view '" + view + "': " + reason);
    }
}
