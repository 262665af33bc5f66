package io.granary.ingestion;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A source, and the plain views that one application computes from it.
 *
 * @param source a stream, or what pushed rows become
 * @param views plain and online, in the order of names; at least one
 */
record SourcePlan(Revision revision, StreamSource source, List<FeatureView> views) implements StreamPlan {

    private static final int HASH_BYTES = 6;

    SourcePlan {
        views = List.copyOf(views);
    }

    /** The plans of a revision, in the order of the sources' names. */
    static List<SourcePlan> of(Revision revision) {
        return revision.streams().stream()
                .map(source -> new SourcePlan(revision, source, viewsOf(revision, source)))
                .filter(plan -> !plan.views.isEmpty())
                .toList();
    }

    private static List<FeatureView> viewsOf(Revision revision, StreamSource source) {
        return revision.definitions().all(FeatureView.class).stream()
                .filter(view -> view.source().equals(source.name()))
                .filter(view -> view.online() && !view.isWindowed())
                .toList();
    }

    @Override
    public boolean sameAs(StreamPlan other) {
        return other instanceof SourcePlan that
                && source.equals(that.source)
                && views.equals(that.views)
                && states().equals(that.states());
    }

    @Override
    public String log() {
        return FeatureLogRecord.rowsTopic(revision.project());
    }

    @Override
    public List<String> reads() {
        return List.of(source.topic());
    }

    @Override
    public String name() {
        return "source " + source.name();
    }

    @Override
    public SourceProgress begin(Cuts cuts) {
        return SourceProgress.NONE;
    }

    @Override
    public Properties settings(KafkaClients clients) {
        return clients.streams(applicationId());
    }

    @Override
    public Topology topology(TopologyParts parts) {
        return SourceTopology.build(this, parts);
    }

    /**
     * Changes whenever rows that were written already have to be written again: under another field or schema, to expire
     * at another time, or because other events belong to the stream's history. A view that was renamed keeps its field, and
     * so its place among the others.
     */
    @Override
    public String applicationId() {
        MessageDigest digest = sha256();
        if (source.history() != null) {
            update(digest, "from " + source.history().until());
        }
        views.stream().sorted(byStoredName()).map(this::written).forEach(line -> update(digest, line));
        String hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        return "granary-" + revision.project() + "-" + source.name() + "-" + hash;
    }

    private Comparator<FeatureView> byStoredName() {
        return Comparator.<FeatureView, String>comparing(
                        view -> revision.viewState(view.name()).names().view(view.name()))
                .thenComparing(view -> revision.viewState(view.name()).field(view.name()));
    }

    private String written(FeatureView view) {
        ViewState state = revision.viewState(view.name());
        return state.field(view.name()) + " " + state.schemaRevision() + " " + view.ttl();
    }

    @Override
    public Set<String> fields() {
        return views.stream()
                .map(view -> revision.viewState(view.name()).field(view.name()))
                .collect(Collectors.toSet());
    }

    /** @param metrics count what is not as expected; null: nobody does */
    List<ViewRows> compile(@Nullable SourceMetrics metrics) {
        return views.stream()
                .map(view -> ViewRows.compile(revision, view, source, metrics))
                .toList();
    }

    private List<ViewState> states() {
        return views.stream().map(view -> revision.viewState(view.name())).toList();
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
