package io.granary.ingestion;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The topology of an application of windows: events are decoded, judged and reduced to what windows need where they are
 * read, then go by entity key to the task that has the entity key's states.
 */
final class WindowTopology {

    static final String EVENTS = "events";

    /** Where the reading part forwards events to. */
    static final String BY_ENTITY_KEY = EVENTS + "-repartition-filter";

    /** The header of a record whose entity key is to be forgotten. */
    static final String FORGET = "granary.forget";

    /** The key of what is for the tasks of all entity keys. */
    static final byte[] EVERYONE = {};

    private static final String SOURCE = "source";
    private static final String READ = "read";
    private static final String COMPUTE = "compute";

    private WindowTopology() {}

    /** @throws io.granary.core.GranaryException naming what of the plan does not compile */
    static Topology build(WindowPlan plan, TopologyParts parts) {
        WindowView view = WindowView.compile(plan);
        SourceMetrics sourceMetrics =
                new SourceMetrics(parts.meters(), plan.source().name());
        WindowMetrics metrics = new WindowMetrics(parts.meters(), plan.view().name());
        Expected expected =
                Expected.of(plan.source(), plan.source().schema(), plan.view().name(), sourceMetrics);
        Serde<byte[]> bytes = Serdes.ByteArray();
        StreamsBuilder builder = new StreamsBuilder();
        SourceProgress progress = parts.progress();
        builder.addStateStore(PageStore.builder(view.layout(), parts.pageBytes() / parts.partitions()));
        String[] stores = {PageStore.NAME};
        if (view.hasEventIds()) {
            builder.addStateStore(IdStore.builder());
            builder.addStateStore(WarmUp.builder());
            stores = new String[] {PageStore.NAME, IdStore.NAME, WarmUp.STORE};
        }
        builder.stream(plan.source().topic(), Consumed.with(bytes, bytes).withName(SOURCE))
                .process(
                        () -> new WindowEventProcessor(
                                view,
                                new EventGate(plan.source(), parts.schemas(), expected),
                                progress,
                                sourceMetrics,
                                metrics,
                                parts.erased()),
                        Named.as(READ))
                .repartition(Repartitioned.<byte[], byte[]>as(EVENTS)
                        .withKeySerde(bytes)
                        .withValueSerde(bytes)
                        .withNumberOfPartitions(parts.partitions())
                        .withStreamPartitioner((topic, key, value, count) -> partitions(key, count)))
                .process(() -> new WindowProcessor(view, progress, metrics), Named.as(COMPUTE), stores);
        ByteArraySerializer out = new ByteArraySerializer();
        return builder.build()
                .addSink(
                        SourceTopology.DEAD_LETTERS,
                        DeadLetter.topicOf(plan.revision().project()),
                        out,
                        out,
                        READ);
    }

    private static Optional<Set<Integer>> partitions(byte[] key, int count) {
        return Optional.of(
                key.length == 0
                        ? IntStream.range(0, count).boxed().collect(Collectors.toSet())
                        : Set.of(Utils.toPositive(Utils.murmur2(key)) % count));
    }
}
