package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What ingestion and those who materialize tell each other through the broker: which generation's rows at rest are all
 * in the feature log, and how much of the log the online store has. Every call blocks and throws {@link
 * io.granary.core.GranaryException} with UNAVAILABLE when the broker does not answer. Whoever opens it closes it.
 */
public final class Materializations implements AutoCloseable {

    private final Map<String, String> kafka;
    private final Admin admin;
    private final Offsets offsets;
    private final MaterializationRuns runs;

    Materializations(Map<String, String> kafka, Admin admin) {
        this.kafka = kafka;
        this.admin = admin;
        this.offsets = new Offsets(admin);
        this.runs = new MaterializationRuns(kafka, admin);
    }

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    public static Materializations open(Map<String, String> kafka) {
        return new Materializations(Map.copyOf(kafka), KafkaClients.admin(Map.copyOf(kafka)));
    }

    /** Where the feature log of a project ends now; what was acknowledged before is before that. */
    public Map<TopicPartition, Long> end(String project) {
        return offsets.ends(FeatureLogRecord.rowsTopic(project));
    }

    /**
     * Records that every row at rest of a view's generation is in the feature log, so that ingestion does not wait for
     * them any more.
     *
     * @param revision as its rows were written, see {@link io.granary.core.definition.Rollout#written}
     */
    public void record(Revision revision, FeatureView view, Map<TopicPartition, Long> end) {
        offsets.save(group(revision, view), end);
    }

    /** The runs of a project that ended well, oldest first. */
    public List<MaterializationRun> runs(String project) {
        return runs.read(project);
    }

    /** Keeps runs that have ended well. */
    public void append(String project, List<MaterializationRun> ended) {
        runs.append(project, ended);
    }

    /**
     * Keeps other materializations of views away until it is closed.
     *
     * @throws GranaryException (CONFLICT) naming a view that is being materialized
     */
    public FillLocks lock(Revision revision, List<FeatureView> views) {
        String topic = runs.ensureTopic(revision.project());
        List<Supplier<FillLock>> wanted = new ArrayList<>();
        views.forEach(view -> wanted.add(() -> ask(revision, view, topic)));
        return FillLocks.acquire(wanted);
    }

    private FillLock ask(Revision revision, FeatureView view, String topic) {
        String field = revision.viewState(view.name()).field(view.name());
        String group = "granary-" + revision.project() + "-materialize-" + field;
        return FillLock.ask(kafka, admin, group, "materialize feature view '" + view.name() + "'", topic);
    }

    /** Rows before an end of the feature log that the online store has not acknowledged. */
    public long remaining(String project, Map<TopicPartition, Long> end) {
        return offsets.remaining(KafkaClients.projectorGroup(project), end);
    }

    /** Whether an ingestion process of the project is there to apply the feature log. */
    public boolean isProjected(String project) {
        String group = KafkaClients.projectorGroup(project);
        try {
            Map<String, ConsumerGroupDescription> described =
                    Topics.await(admin.describeConsumerGroups(List.of(group)).all(), "describe " + group);
            return !requireNonNull(described.get(group), group).members().isEmpty();
        } catch (GranaryException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    /** Another one for rows of a later schema, or of a generation that was dropped in between. */
    static String group(Revision revision, FeatureView view) {
        ViewState state = revision.viewState(view.name());
        return "granary-" + revision.project() + "-materialized-" + state.field(view.name()) + "-"
                + state.schemaRevision();
    }

    @Override
    public void close() {
        admin.close();
    }
}
