package io.granary.embedded.junit;

import io.granary.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** The broker that the tests of a JVM share. */
record KafkaTestServer(String address, Runnable stop) implements TestServer {

    static KafkaTestServer embedded() {
        Path folder = TestFolder.create("kafka");
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        return new KafkaTestServer(kafka.bootstrapServers(), () -> {
            kafka.close();
            TestFolder.delete(folder);
        });
    }

    @Override
    public void close() {
        stop.run();
    }
}
