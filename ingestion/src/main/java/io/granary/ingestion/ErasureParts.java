package io.granary.ingestion;

import io.granary.online.store.OnlineStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** What erasures work with. Closed by who opened it. */
record ErasureParts(
        ErasureConfig config,
        OnlineStore store,
        Map<String, String> kafka,
        KafkaClients clients,
        Admin admin,
        Topics topics,
        ErasureLog log)
        implements AutoCloseable {

    static ErasureParts open(ErasureConfig config, OnlineStore store) {
        Map<String, String> kafka = new HashMap<>(config.ingestion().kafka());
        kafka.put("bootstrap.servers", config.ingestion().bootstrapServers());
        KafkaClients clients = new KafkaClients(config.ingestion());
        Admin admin = clients.admin();
        return new ErasureParts(
                config,
                store,
                Map.copyOf(kafka),
                clients,
                admin,
                new Topics(admin, config.ingestion()),
                new ErasureLog(kafka));
    }

    String project() {
        return config.ingestion().project();
    }

    /** Closed by who asks for it. */
    ErasureWaits waits(Consumer<String> steps) {
        OnlineProgress progress = OnlineProgress.open(project(), kafka, store);
        return new ErasureWaits(progress, RecordTails.ofMarkers(kafka), new Offsets(admin), config.patience(), steps);
    }

    FillLock lock(String group, String work, String topic) {
        return FillLock.ask(kafka, admin, "granary-" + project() + "-" + group, work, topic);
    }

    @Override
    public void close() {
        admin.close();
    }
}
