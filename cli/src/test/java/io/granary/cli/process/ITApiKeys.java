package io.granary.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.cli.Granary;
import io.granary.cli.files.Repository;
import io.granary.http.HttpConfig;
import io.granary.ingestion.IngestionConfig;
import io.granary.online.store.RedisConfig;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClientConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code granary serve --api-keys}, as a process that other machines may reach, and the commands that ask it. */
@Timeout(180)
final class ITApiKeys {

    private static final String PROJECT = "shop";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("Serving project 'shop' at http://[^:]+:(\\d+)");
    private static final String READ = """
            {"features":["last_visit:pages"],"entities":{"shopper":[1]}}""";
    private static final String VISIT = """
            {"push_source_name":"visits","df":{"shopper_id":[1],"visited_at":["2021-05-13 10:59:42"],"pages":[1],"spent":[1],
             "rating":[1],"steps":[1],"member":[true],"referrer":["a"],"cookie":["AP8="],"paid_at":["2021-05-13 10:59:42"],
             "basket":[["a"]],"prices":[{"a":1}],"taste":[[1,2,3]]}}""";

    private static final String READ_VISITS = "{actions: [READ_ONLINE], projects: [shop], names: ['last_*']}";
    private static final Map<String, String> GRANTS = Map.of(
            "producer-key", "{actions: [WRITE_ONLINE], projects: ['*'], names: [visits]}",
            "operator-key", "{actions: [DESCRIBE, READ_OFFLINE], projects: [shop], names: ['*']}");

    @TempDir
    static Path folder;

    private static Backends backends;
    private static StandAlone<IngestionProcess> ingestion;
    private static Process serving;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        backends = new Backends(folder).startAll();
        new RegistryApi(backends.registry(), PATIENCE)
                .apply(PROJECT, new ApplyRequest(0, "ann", "first", shop().definitions()));
        ingestion = startIngestion();
        writeKeys("reader-key", "producer-key", "operator-key");
        Files.writeString(folder.resolve("reader"), "reader-key\n");
        Files.writeString(folder.resolve("wrong"), "wrong-key\n");
        serving = command(
                "serve.log",
                "serve",
                "--project=" + PROJECT,
                "--registry=" + backends.registry(),
                "--bootstrap-servers=" + backends.bootstrapServers(),
                "--redis-uri=" + backends.redisUri(),
                "--models=" + Files.createDirectory(folder.resolve("models")),
                "--host=0.0.0.0",
                "--port=0",
                "--grpc-port=0",
                "--management-port=0",
                "--warm-up=0s",
                "--api-keys=" + folder.resolve("keys.yaml"));
        await().atMost(PATIENCE).until(() -> ADDRESS.matcher(log("serve.log")).find());
        Matcher told = ADDRESS.matcher(log("serve.log"));
        assertThat(told.find()).isTrue();
        address = URI.create("http://127.0.0.1:" + told.group(1));
        await().atMost(PATIENCE).until(() -> Web.get(address, "/health/ready").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        serving.destroy();
        serving.onExit().join();
        ingestion.close();
        backends.close();
    }

    /** Replaces the file of keys by a rename. */
    private static void writeKeys(String... keys) throws Exception {
        StringBuilder yaml = new StringBuilder("keys:\n");
        for (String key : keys) {
            yaml.append("""
                      - name: %s
                        sha256: "%s"
                        grants: [%s]
                    """.formatted(key.replace("-key", ""), hash(key), GRANTS.getOrDefault(key, READ_VISITS)));
        }
        Files.move(
                Files.writeString(folder.resolve("next.yaml"), yaml),
                folder.resolve("keys.yaml"),
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static Repository shop() throws URISyntaxException {
        return Repository.load(Path.of(ITApiKeys.class.getResource("shop").toURI()));
    }

    private static StandAlone<IngestionProcess> startIngestion() {
        IngestionProcess.Config config = new IngestionProcess.Config(
                RegistryClientConfig.of(backends.registry(), PROJECT, null),
                RedisConfig.of(backends.redisUri()),
                IngestionConfig.builder(PROJECT, backends.bootstrapServers(), folder.resolve("streams"))
                        .build(),
                null);
        return StandAlone.start(HttpConfig.onPort(0), context -> IngestionProcess.start(config, context));
    }

    @ParameterizedTest
    @CsvSource({
        "'',           /get-online-features,                  401",
        "wrong-key,    /get-online-features,                  401",
        "reader-key,   /get-online-features,                  200",
        "reader-key,   /projects/shop/get-online-features,    200",
        "reader-key,   /projects/other/get-online-features,   403",
        "producer-key, /get-online-features,                  403",
        "producer-key, /push,                                 200",
        "reader-key,   /push,                                 403",
        "reader-key,   /v2/models/any/infer,                  403",
        "reader-key,   /materialize,                          403",
        "reader-key,   /write-to-online-store,                403",
        "reader-key,   /v1/projects/shop/erasures,            403",
        "reader-key,   /v1/projects/shop/dead-letters/replay, 403",
        "reader-key,   /v1/routers/any/predict,               403",
    })
    void answersWhoIsGranted(String key, String path, int status) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer = post(key, path, path.equals("/push") ? VISIT : READ, "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        });
    }

    @Test
    void handsNoAnswerOfOthersToWhoeverKnowsTheirIdempotencyKey() {
        await().atMost(PATIENCE)
                .until(() -> post("producer-key", "/push", VISIT, "once").statusCode() == 200);

        HttpResponse<String> other = post("reader-key", "/push", VISIT, "once");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Granary-Receipt")).isEmpty();
    }

    @Test
    void takesKeysThatChangeWithoutARestart() throws Exception {
        assertThat(post("late-key", "/get-online-features", READ, "").statusCode())
                .isEqualTo(401);

        writeKeys("reader-key", "producer-key", "operator-key", "late-key");
        await().atMost(PATIENCE)
                .until(() -> post("late-key", "/get-online-features", READ, "").statusCode() == 200);

        writeKeys("reader-key", "producer-key", "operator-key");
        await().until(() -> post("late-key", "/get-online-features", READ, "").statusCode() == 401);
        assertThat(post("reader-key", "/get-online-features", READ, "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void showsOperatorsWhatOthersAreNotShown() {
        for (String path : List.of("/v1/projects/shop/dead-letters", "/v1/projects/shop/erasures")) {
            assertThat(get("operator-key", path).statusCode()).as(path).isEqualTo(200);
            assertThat(get("producer-key", path).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void leavesHealthAndDocumentationOpen() {
        for (String path : List.of("/health", "/health/live", "/v2/health/ready", "/docs", "/openapi.json")) {
            assertThat(Web.get(address, path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(Web.get(address, "/v2").statusCode()).isEqualTo(401);
    }

    @Test
    void commandsShowTheirKey() throws Exception {
        assertThat(features("--api-key=${file:" + folder.resolve("reader") + "}"))
                .isZero();
        assertThat(features()).isEqualTo(5);
        assertThat(features("--api-key=${file:" + folder.resolve("wrong") + "}"))
                .isEqualTo(5);
        assertThat(log("features.log")).contains("Authorization: no known key").doesNotContain("wrong-key");
    }

    @Test
    void logsNoKey() throws IOException {
        post("wrong-key", "/push", VISIT, "");

        assertThat(log("serve.log")).doesNotContain("-key");
    }

    private static int features(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("get", "features", "--serving=" + address, "--feature=last_visit:pages", "--entity=shopper=1"));
        arguments.addAll(List.of(options));
        return command("features.log", arguments.toArray(String[]::new)).waitFor();
    }

    private static Process command(String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Granary.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                .start();
    }

    private static String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static HttpResponse<String> post(String key, String path, String body, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(key, request);
    }

    private static HttpResponse<String> get(String key, String path) {
        return send(key, HttpRequest.newBuilder(address.resolve(path)).GET());
    }

    private static HttpResponse<String> send(String key, HttpRequest.Builder request) {
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String hash(String key) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    }
}
