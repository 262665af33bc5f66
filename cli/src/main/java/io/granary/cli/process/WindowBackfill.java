package io.granary.cli.process;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.ingestion.Backfills;
import io.granary.ingestion.FillLock;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.EventArchive;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A backfill of views of windows: keeps others of the same generations away until it is closed. */
public final class WindowBackfill implements AutoCloseable {

    private final Revision revision;
    private final List<FeatureView> views;
    private final Map<String, String> kafka;
    private final Backfills backfills;
    private final Deque<FillLock> locks = new ArrayDeque<>();

    private WindowBackfill(Revision revision, List<FeatureView> views, Map<String, String> kafka) {
        this.revision = revision;
        this.views = views;
        this.kafka = kafka;
        this.backfills = Backfills.open(kafka);
    }

    /**
     * Prepares the topics that take the states.
     *
     * @param revision as its states are written
     * @param views names, each of a view of windows over a stream
     * @throws io.granary.core.GranaryException naming the view that cannot be backfilled now, and why
     */
    public static WindowBackfill open(Revision revision, List<String> views, Map<String, String> kafka) {
        List<FeatureView> wanted = views.stream()
                .map(name -> BackfillRequest.requireBackfillable(revision, name))
                .toList();
        WindowBackfill backfill = new WindowBackfill(revision, wanted, kafka);
        try {
            wanted.forEach(backfill::lock);
            return backfill;
        } catch (RuntimeException e) {
            backfill.close();
            throw e;
        }
    }

    private void lock(FeatureView view) {
        backfills.cut(revision, view);
        backfills.ensureTopic(revision, view);
        locks.push(backfills.lock(revision, view));
    }

    /** The names of the views. */
    public List<String> names() {
        return views.stream().map(FeatureView::name).toList();
    }

    /** What an engine has to do. */
    public BackfillRequest request(Path repository, @Nullable EventArchive archive) {
        List<BackfillView> asked = new ArrayList<>();
        for (FeatureView view : views) {
            asked.add(new BackfillView(
                    view.name(),
                    backfills.cut(revision, view),
                    backfills.ensureTopic(revision, view),
                    backfills.partitions(revision, view)));
        }
        return new BackfillRequest(revision, repository, archive, asked, kafka);
    }

    /** Where the log of a view's states ends now. */
    public Map<TopicPartition, Long> end(FeatureView view) {
        return backfills.end(revision, view);
    }

    @Override
    public void close() {
        locks.forEach(FillLock::close);
        backfills.close();
    }
}
