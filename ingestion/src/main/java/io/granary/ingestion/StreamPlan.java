package io.granary.ingestion;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.Topology;

/** What one stream application does: from the events of one source to entries of the feature log. */
sealed interface StreamPlan permits SourcePlan, WindowPlan {

    /** The plans of a revision: those of sources first. */
    static List<StreamPlan> of(Revision revision) {
        List<StreamPlan> plans = new ArrayList<>(SourcePlan.of(revision));
        plans.addAll(WindowPlan.of(revision));
        return plans;
    }

    Revision revision();

    /** A stream, or what pushed rows become. */
    StreamSource source();

    /** Changes whenever what was written already has to be written again. */
    String applicationId();

    /** The fields of the online store that it writes: view and generation. */
    Set<String> fields();

    /** The views that it computes. */
    List<FeatureView> views();

    /** The topic of the feature log that it writes. */
    String log();

    /** Topics that are of no use without its application, beside those that Kafka Streams makes. */
    default Set<String> ownTopics() {
        return Set.of();
    }

    /** The topics that its application reads: the source's, then those that it writes itself. */
    List<String> reads();

    /** What health calls it. */
    String name();

    /** Whether an application of the other plan does the same; its revision may be another. */
    boolean sameAs(StreamPlan other);

    /** Before its application starts, here or for the first time anywhere; blocks on the broker. */
    SourceProgress begin(Cuts cuts);

    /** The settings of its application. */
    Properties settings(KafkaClients clients);

    /**
     * The topology of its application.
     *
     * @throws io.granary.core.GranaryException naming what of the plan does not compile
     */
    Topology topology(TopologyParts parts);
}
