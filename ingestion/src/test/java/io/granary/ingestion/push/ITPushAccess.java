package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.http.HttpCaller;
import io.granary.http.access.KeyRing;
import io.granary.registry.client.SettableRollouts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may write rows; of those who may not, nothing comes to Kafka. */
@Timeout(120)
final class ITPushAccess {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private static final String PROJECT = "guarded";
    private static final String ROWS = FeatureLogRecord.rowsTopic(PROJECT);
    private static final String VISITS = Visits.SOURCE.findStream(PROJECT).topic();
    private static final String VISIT = """
            {"push_source_name": "visits", "to": "%s",
             "df": {"shopper": ["ann"], "visited_at": ["2001-01-15T11:00:00Z"], "pages": [3], "spent": [9.5]}}""";
    private static final String FACTS = """
            {"feature_view_name": "shopper_facts",
             "df": {"shopper": ["ann"], "registered_at": ["2001-01-10T00:00:00Z"], "city": ["Zürich"]}}""";

    private static Admin admin;
    private static RunningPush push;

    @BeforeAll
    static void start() throws Exception {
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()));
        admin.createTopics(List.of(new NewTopic(VISITS, 1, (short) 1), new NewTopic(ROWS, 1, (short) 1)))
                .all()
                .get();
        SettableRollouts rollouts = new SettableRollouts(PROJECT);
        rollouts.apply(Visits.definitions());
        KeyRing keys = new KeyRing()
                .add("online", "WRITE_ONLINE", PROJECT, "visits")
                .add("offline", "WRITE_OFFLINE", PROJECT, "visits")
                .add("both", "WRITE_ONLINE, WRITE_OFFLINE", PROJECT, "vis*")
                .add("facts", "WRITE_ONLINE, WRITE_OFFLINE", PROJECT, "shopper_facts,last_visit")
                .add("reader", "READ_ONLINE, READ_OFFLINE, DESCRIBE, DELETE", PROJECT, "*")
                .add("elsewhere", "WRITE_ONLINE, WRITE_OFFLINE", "other", "*");
        PushConfig config = PushConfig.of(PROJECT, kafka.bootstrapServers()).with(PushConfig.Archive.PRESENT);
        push = RunningPush.guarded(config, rollouts, keys.keys());
    }

    @AfterAll
    static void stop() {
        push.close();
        admin.close();
    }

    @ParameterizedTest
    @CsvSource({
        "online,    online,             200",
        "online,    offline,            403",
        "online,    online_and_offline, 403",
        "offline,   online,             403",
        "offline,   offline,            200",
        "offline,   online_and_offline, 403",
        "both,      online,             200",
        "both,      offline,            200",
        "both,      online_and_offline, 200",
        "facts,     online,             403",
        "reader,    online,             403",
        "reader,    offline,            403",
        "elsewhere, online,             403",
        "unknown,   online,             401",
    })
    void pushesWhereItMay(String key, String to, int status) throws Exception {
        long before = end(VISITS);
        HttpResponse<String> answer = push.postAs(key, "/push", VISIT.formatted(to));
        assertAnswered(answer, status);
        assertThat(end(VISITS) > before).isEqualTo(status == 200);

        before = end(VISITS);
        answer = push.postAs(key, "/v1/projects/" + PROJECT + "/push", VISIT.formatted(to));
        assertAnswered(answer, status == 200 ? 202 : status);
        assertThat(end(VISITS) > before).isEqualTo(status == 200);
    }

    @ParameterizedTest
    @CsvSource({
        "facts,     shopper_facts, 200",
        "facts,     gone,          403",
        "online,    shopper_facts, 403",
        "both,      shopper_facts, 403",
        "reader,    shopper_facts, 403",
        "elsewhere, shopper_facts, 403",
        "unknown,   shopper_facts, 401",
    })
    void writesToTheViewsItMay(String key, String view, int status) throws Exception {
        long before = end(ROWS);
        HttpResponse<String> answer = push.postAs(key, "/write-to-online-store", FACTS.replace("shopper_facts", view));

        assertAnswered(answer, status);
        assertThat(end(ROWS) > before).isEqualTo(status == 200);
    }

    @Test
    void writesNothingOfAnotherProject() throws Exception {
        long before = end(VISITS);
        String path = "/v1/projects/other/push";

        assertAnswered(push.postAs("online", path, VISIT.formatted("online")), 403);
        assertAnswered(push.postAs("elsewhere", path, VISIT.formatted("online")), 404);
        assertThat(end(VISITS)).isEqualTo(before);
    }

    @Test
    void saysWhatIsNotGrantedAndWhoseRowsItIsAskedFor() {
        HttpResponse<String> refused = push.postAs("online", "/push", VISIT.formatted("online_and_offline"));
        assertThat(HttpCaller.json(refused).path("detail").asText())
                .isEqualTo("'visits': not granted (expected: a key with WRITE_OFFLINE on it in project 'guarded')");

        String receipt = push.postAs("both", "/push", VISIT.formatted("online"))
                .headers()
                .firstValue("Granary-Receipt")
                .orElseThrow();
        assertAnswered(push.getAs("facts", "/v1/receipts/" + receipt), 200);
        assertAnswered(push.getAs("reader", "/v1/receipts/" + receipt), 403);
    }

    private static void assertAnswered(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        boolean isWritten = answer.request().method().equals("POST") && status < 300;
        assertThat(answer.headers().firstValue("Granary-Receipt").isPresent()).isEqualTo(isWritten);
    }

    /** Where the next record goes, be it of a transaction that is given up. */
    private static long end(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
