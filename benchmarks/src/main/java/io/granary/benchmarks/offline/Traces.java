package io.granary.benchmarks.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.granary.answers.AnswerFiles;
import io.granary.answers.LoggedAnswer;
import io.granary.archive.ArchivePart;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.OffsetRange;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKeyCodec;
import io.granary.ingestion.session.TopicReader;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a project's entities, to the byte: fields of Redis, the last word of the feature log and of window states on
 * each key, every record of every file of the archive, every row of every logged answer.
 *
 * @param things by place, key and what else tells them apart; bytes as ISO 8859-1
 */
record Traces(SortedMap<String, String> things) {

    static final String STORE = "online store";
    static final String LOG = "feature log";
    static final String ARCHIVE = "archive";
    static final String ANSWERS = "answers";

    /** Beside files that are written again, of an erasure that does not run. */
    private static final String LEFT = ".erasing.unfinished";

    static Traces none() {
        return new Traces(new TreeMap<>());
    }

    /** What has a name in its key or its bytes. */
    Traces of(String name) {
        Traces of = none();
        things.forEach((key, value) -> {
            if (key.contains(name) || value.contains(name)) {
                of.things.put(key, value);
            }
        });
        return of;
    }

    Traces without(Traces others) {
        Traces without = none();
        without.things.putAll(things);
        without.things.keySet().removeAll(others.things.keySet());
        return without;
    }

    /** What is not in both of them, or not the same. */
    List<String> differing(Traces other) {
        Map<String, String> all = new TreeMap<>(things);
        all.putAll(other.things);
        return all.keySet().stream()
                .filter(key -> !Objects.equals(things.get(key), other.things.get(key)))
                .toList();
    }

    long count(String place) {
        return things.keySet().stream().filter(key -> key.startsWith(place)).count();
    }

    /** Adds every field of every entity key; beside them is how far the log was applied. */
    Traces addStore(String uri) {
        String prefix = text(EntityKeyCodec.prefix(Cabs.PROJECT));
        RedisClient client = RedisClient.create(uri);
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            for (byte[] key : connection.sync().keys("*")) {
                if (text(key).startsWith(prefix)) {
                    connection
                            .sync()
                            .hgetall(key)
                            .forEach((field, value) ->
                                    things.put(STORE + " " + text(key) + " " + text(field), text(value)));
                }
            }
        } finally {
            client.shutdown();
        }
        return this;
    }

    /** Adds the last word on each key, unless it is that there is nothing. */
    Traces addLog(String bootstrapServers, String topic) {
        try (TopicReader reader = TopicReader.open(Map.of("bootstrap.servers", bootstrapServers), topic)) {
            List<TopicPartition> partitions = reader.partitions();
            reader.read(reader.starts(partitions), reader.ends(partitions), each -> true)
                    .forEach(this::add);
        }
        return this;
    }

    private void add(ConsumerRecord<byte[], byte[]> each) {
        String key = LOG + " " + each.topic() + " " + text(each.key());
        boolean isGone = each.value() == null;
        if (each.topic().equals(FeatureLogRecord.rowsTopic(Cabs.PROJECT))) {
            FeatureLogRecord row = FeatureLogRecord.decode(each.key(), each.value());
            key += " " + row.field();
            isGone = row.row() == null;
        }
        if (isGone) {
            things.remove(key);
        } else {
            things.put(key, text(each.value()));
        }
    }

    /** Adds every record of every file, whether readers still look at it or not. */
    Traces addArchive(Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".avro")) {
                    addPart(file, ArchivePart.Format.AVRO);
                } else if (name.endsWith(".parquet")) {
                    addPart(file, ArchivePart.Format.PARQUET);
                } else if (name.endsWith(LEFT)) {
                    things.put(ARCHIVE + " " + file, "left behind");
                }
            }
        }
        return this;
    }

    private void addPart(Path file, ArchivePart.Format format) {
        String name = file.getFileName().toString();
        new ArchivePart(offsets(name), format, List.of(file)).read(each -> add(file, each));
    }

    /** Adds every row of every answer. */
    Traces addAnswers(Path folder) throws IOException {
        for (Path file : AnswerFiles.in(folder).files()) {
            new AnswerFiles(List.of(file), List.of()).read(answer -> add(file, answer));
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(LEFT))
                    .forEach(file -> things.put(ANSWERS + " " + file, "left behind"));
        }
        return this;
    }

    private void add(Path file, LoggedAnswer answer) {
        for (int row = 0; row < answer.rows(); row++) {
            int place = row;
            String entity = answer.entities().stream()
                    .map(column -> column.name() + "=" + column.values().get(place))
                    .collect(Collectors.joining(" "));
            String values = answer.results().stream()
                    .map(feature -> feature.column().name() + "=" + feature.value(place) + " " + feature.status(place)
                            + " " + feature.eventMicros().get(place))
                    .collect(Collectors.joining(", "));
            things.put(ANSWERS + " " + file + " " + answer.timeMicros() + " " + entity, values);
        }
    }

    private static OffsetRange offsets(String name) {
        return new OffsetRange(Integer.parseInt(name.substring(0, name.indexOf('-'))), 0, Long.MAX_VALUE);
    }

    private void add(Path file, ArchivedRecord each) {
        things.put(
                ARCHIVE + " " + file + " " + each.offset(),
                each.arrivalMillis() + " " + text(each.key()) + " " + text(each.value()));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }
}
