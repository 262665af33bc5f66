package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.embedded.junit.KafkaExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class ITFillLock {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private final String name = "fill-" + UUID.randomUUID();

    @Test
    void whoAskedFirstAndIsLetInLaterDoesNotTakeTheOtherForItself() throws IOException {
        Map<String, String> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = KafkaClients.admin(settings);
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TopicCreation.create(admin, new NewTopic(name, 1, (short) 1));
            Map<String, String> nowhere = Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort());
            FillLock slow = FillLock.ask(nowhere, admin, name, "fill it", name);
            FillLock fast = FillLock.ask(settings, admin, name, "fill it", name).await();
            try {
                assertThatThrownBy(slow::await).hasMessage("Cannot fill it: another one does so now");
            } finally {
                fast.close();
            }
        }
    }
}
