package io.granary.ingestion;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.WindowState;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * What a backfill of windows and ingestion tell each other through the broker: from which offsets on the stream
 * application of a generation counts events, and the topic that takes the states of those before. Every call blocks and
 * throws {@link GranaryException} with UNAVAILABLE when the broker does not answer. Whoever opens it closes it.
 */
public final class Backfills implements AutoCloseable {

    private final Map<String, String> kafka;
    private final Admin admin;
    private final Offsets offsets;
    private final SiblingTopics siblings;

    private Backfills(Map<String, String> kafka, Admin admin) {
        this.kafka = kafka;
        this.admin = admin;
        this.offsets = new Offsets(admin);
        this.siblings = new SiblingTopics(admin);
    }

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    public static Backfills open(Map<String, String> kafka) {
        return new Backfills(Map.copyOf(kafka), KafkaClients.admin(Map.copyOf(kafka)));
    }

    /**
     * The first offset of each partition of its source's topic that the application of a view's generation counts.
     *
     * @param revision as its states are written, see {@link io.granary.core.definition.Rollout#written}
     * @throws GranaryException (FAILED_PRECONDITION) when no application has begun, so that this is not decided
     */
    public Map<Integer, Long> cut(Revision revision, FeatureView view) {
        Map<Integer, Long> cut = new TreeMap<>();
        offsets.committed(Cuts.cutOf(WindowPlan.applicationId(revision, view)))
                .forEach((partition, offset) -> cut.put(partition.partition(), offset));
        if (cut.isEmpty()) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot backfill feature view '" + view.name()
                            + "': no ingestion process has begun to compute its generation, so it is not known which"
                            + " events are the stream's; start 'granary ingest' first");
        }
        return cut;
    }

    /** The topic that takes the states of a view's generation; made when it is not there. */
    public String ensureTopic(Revision revision, FeatureView view) {
        String topic = topic(revision, view);
        siblings.ensure(revision.project(), topic, Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT));
        return topic;
    }

    /** How many partitions a view's topic has. */
    public int partitions(Revision revision, FeatureView view) {
        return end(revision, view).size();
    }

    /** Where the log of a view's states ends now; what was acknowledged before is before that. */
    public Map<TopicPartition, Long> end(Revision revision, FeatureView view) {
        return offsets.ends(topic(revision, view));
    }

    /**
     * Keeps other backfills of a view's generation away until it is closed.
     *
     * @throws GranaryException (CONFLICT) when one runs
     */
    public FillLock lock(Revision revision, FeatureView view) {
        String field = revision.viewState(view.name()).field(view.name());
        return FillLock.ask(
                        kafka,
                        admin,
                        "granary-" + revision.project() + "-backfill-" + field,
                        "backfill feature view '" + view.name() + "'",
                        topic(revision, view))
                .await();
    }

    @Override
    public void close() {
        admin.close();
    }

    private static String topic(Revision revision, FeatureView view) {
        ViewState state = revision.viewState(view.name());
        return WindowState.backfillTopic(revision.project(), state.field(view.name()), state.schemaRevision());
    }
}
