package io.granary.offline.spark;

import io.granary.core.featurelog.WindowStateKey;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import java.util.Iterator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;

/** Writes pages to the topics of their views, and ends when all of them are acknowledged. */
final class PageLogWriter implements ForeachPartitionFunction<Row> {

    private static final long serialVersionUID = 1;

    private final BackfillTask task;
    private final ViewCounts written;

    PageLogWriter(BackfillTask task, ViewCounts written) {
        this.task = task;
        this.written = written;
    }

    @Override
    public void call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return;
        }
        try (LogProducer producer = LogProducer.open(task.request().producer())) {
            while (rows.hasNext()) {
                Row row = rows.next();
                producer.send(record(row));
                written.add(PageRow.view(row));
            }
            producer.flush();
        }
    }

    /** To the partition that a stream application's state of the entity is in, if both logs have as many. */
    private ProducerRecord<byte[], byte[]> record(Row row) {
        BackfillView view = task.request().views().get(PageRow.view(row));
        byte[] key = PageRow.key(row);
        int partition = Utils.toPositive(Utils.murmur2(key)) % view.partitions();
        return new ProducerRecord<>(
                view.topic(), partition, WindowStateKey.encode(key, PageRow.field(row)), PageRow.page(row));
    }
}
