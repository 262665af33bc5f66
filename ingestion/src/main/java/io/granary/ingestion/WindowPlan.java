package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.WindowState;
import io.granary.core.window.WindowLayout;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.Topology;

/**
 * A source, and the one generation of a view of windows that an application computes from it.
 *
 * @param source a stream, or what pushed rows become
 */
record WindowPlan(Revision revision, StreamSource source, FeatureView view) implements StreamPlan {

    /** The plans of a revision, in the order of the sources' names, then of the views'. */
    static List<WindowPlan> of(Revision revision) {
        return revision.streams().stream()
                .flatMap(source -> revision.definitions().all(FeatureView.class).stream()
                        .filter(view -> view.source().equals(source.name()))
                        .filter(view -> view.online() && view.isWindowed())
                        .map(view -> new WindowPlan(revision, source, view)))
                .toList();
    }

    /** The view's generation, and its life: one that was dropped and comes back has another. */
    @Override
    public String applicationId() {
        return applicationId(revision, view);
    }

    static String applicationId(Revision revision, FeatureView view) {
        ViewState state = revision.viewState(view.name());
        return "granary-" + revision.project() + "-" + state.field(view.name()).replace('@', '-') + "-"
                + state.schemaRevision();
    }

    @Override
    public List<FeatureView> views() {
        return List.of(view);
    }

    /** {@code view@generation}. */
    String field() {
        return state().field(view.name());
    }

    @Override
    public Set<String> fields() {
        return Set.of(field());
    }

    @Override
    public String name() {
        return "windows " + view.name();
    }

    WindowLayout layout() {
        return requireNonNull(state().layout(), "layout");
    }

    @Override
    public String log() {
        return applicationId() + "-" + PageStore.NAME + "-changelog";
    }

    @Override
    public List<String> reads() {
        return List.of(source.topic(), applicationId() + "-" + WindowTopology.EVENTS + "-repartition");
    }

    /** The topic of the states that a backfill writes. */
    String backfillLog() {
        return WindowState.backfillTopic(revision.project(), field(), state().schemaRevision());
    }

    @Override
    public Set<String> ownTopics() {
        return Set.of(backfillLog());
    }

    @Override
    public boolean sameAs(StreamPlan other) {
        return other instanceof WindowPlan that
                && source.equals(that.source)
                && state().equals(that.state())
                && layout().equals(that.layout());
    }

    @Override
    public SourceProgress begin(Cuts cuts) {
        return cuts.begin(this);
    }

    @Override
    public Properties settings(KafkaClients clients) {
        return clients.windowStreams(applicationId());
    }

    @Override
    public Topology topology(TopologyParts parts) {
        return WindowTopology.build(this, parts);
    }

    private ViewState state() {
        return revision.viewState(view.name());
    }
}
