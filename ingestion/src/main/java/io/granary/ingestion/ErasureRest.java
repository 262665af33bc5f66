package io.granary.ingestion;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.registry.client.Durations;
import io.granary.registry.client.ProjectRollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an erasure leaves as it is, since it is not the project's or cannot be written again, with the reason. */
final class ErasureRest {

    static final String SOURCE = "source";

    private static final String TOPIC = "topic";

    private final ProjectRollout rollout;
    private final Topics topics;
    private final ErasureConfig config;

    ErasureRest(ProjectRollout rollout, Topics topics, ErasureConfig config) {
        this.rollout = rollout;
        this.topics = topics;
        this.config = config;
    }

    List<Line> lines(Entity entity, List<ErasedView> views) {
        Map<String, Line> lines = new TreeMap<>();
        for (Revision revision : rollout.revisions().values()) {
            for (FeatureView view : revision.definitions().all(FeatureView.class)) {
                if (ErasedView.isAbout(revision, view, entity.joinKeys())) {
                    add(revision, revision.definitions().source(view.source()), lines);
                }
            }
        }
        List<Line> all = new ArrayList<>(lines.values());
        Set<String> names = topics.names();
        String project = rollout.rollout().project();
        if (!views.isEmpty() && names.contains(FeatureLogRecord.rowsTopic(project))) {
            all.add(topic(FeatureLogRecord.rowsTopic(project), "rows before the tombstones"));
        }
        if (names.contains(DeadLetter.topicOf(project))) {
            all.add(topic(DeadLetter.topicOf(project), "records of it that could not be used"));
        }
        if (names.contains("granary." + project + ".predictions")) {
            all.add(topic(
                    "granary." + project + ".predictions", "predictions with the features that they were made of"));
        }
        if (config.archive() == null) {
            all.add(new Line("archive", "", 0, "no folder was given: if there is one, run this again with it"));
        }
        all.add(new Line(
                "event ids",
                "",
                0,
                "hashes of them are kept until the allowed lateness is over: a repeated event is one"));
        all.add(new Line("training sets", "", 0, "those that exist are as they were made"));
        if (config.answers() == null) {
            all.add(new Line(
                    "answers", "", 0, "no folder was given: if serving keeps a sample, run this again with it"));
        }
        return all;
    }

    private void add(Revision revision, DataSource source, Map<String, Line> lines) {
        StreamSource stream = source.findStream(revision.project());
        if (stream == null) {
            addAtRest(source, lines);
            return;
        }
        if (stream.history() != null) {
            addAtRest(revision.definitions().source(stream.history().source()), lines);
        }
        if (topics.names().contains(stream.topic())) {
            String whose = source instanceof PushSource ? "pushed rows" : "events, which are their producers'";
            lines.put(TOPIC + stream.topic(), topic(stream.topic(), whose));
        }
    }

    private void addAtRest(DataSource source, Map<String, Line> lines) {
        if (source instanceof BatchSource table && (config.sources() == null || !table.isParquetOnDisk())) {
            String note = "its rows stay, and training sets read them; those up to the erasure are not written to the"
                    + " feature log: " + remedy(table);
            lines.put(SOURCE + table.name(), new Line(SOURCE, table.name(), 0, note));
        }
    }

    private static String remedy(BatchSource table) {
        if (table.isParquetOnDisk()) {
            return "'granary delete entity --batch-sources' takes them out";
        }
        return switch (table.format()) {
            case PARQUET -> "objects are not written again, take them out yourself";
            case CSV -> "CSV is not written again, take them out yourself";
            case ICEBERG -> "delete them with an engine that writes the table, and expire its snapshots";
        };
    }

    private Line topic(String topic, String what) {
        long millis = topics.retentionMillis(topic);
        String until = millis < 0 ? "for ever" : "until they are " + Durations.text(Duration.ofMillis(millis)) + " old";
        return new Line(
                TOPIC, topic, 0, what + ": Kafka keeps them " + until + ", and nobody reads them as the entity's");
    }
}
