package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogRecord;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** The topology of a stream application: events in, rows and dead letters out, no state. */
final class SourceTopology {

    static final String EVENTS = "events";
    static final String ROWS = "rows";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String VIEWS = "views";

    private SourceTopology() {}

    /** @throws io.granary.core.GranaryException naming what of the plan does not compile */
    static Topology build(SourcePlan plan, TopologyParts parts) {
        String project = plan.revision().project();
        SourceMetrics metrics = new SourceMetrics(parts.meters(), plan.source().name());
        List<CountedView> views = plan.compile(metrics).stream()
                .map(rows -> CountedView.of(rows, metrics))
                .toList();
        Expected expected = Expected.of(plan.source(), plan.source().schema(), null, metrics);
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource(EVENTS, in, in, plan.source().topic())
                .addProcessor(
                        VIEWS,
                        () -> new EventProcessor(
                                new EventGate(plan.source(), parts.schemas(), expected),
                                views,
                                metrics,
                                parts.erased(),
                                parts.maxRowBytes()),
                        EVENTS)
                .addSink(ROWS, FeatureLogRecord.rowsTopic(project), out, out, VIEWS)
                .addSink(DEAD_LETTERS, DeadLetter.topicOf(project), out, out, VIEWS);
    }
}
