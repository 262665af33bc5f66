package io.granary.objectserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3Proxy in a process of its own, with its buckets in its memory, which takes signed requests only. Whoever starts it
 * closes it.
 */
public final class ObjectServer implements AutoCloseable {

    /** Who may ask it; tests get both as environment variables, as users do. */
    public static final String ACCESS_KEY = "granary-test-key";

    public static final String SECRET_KEY = "granary-test-secret";

    private static final Duration START = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 500;

    private final Process process;
    private final URI endpoint;
    private final S3Client client;

    private ObjectServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** @param folder that gets its configuration and its log */
    public static ObjectServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        URI endpoint = URI.create("http://127.0.0.1:" + freePort());
        Path properties = Files.writeString(
                folder.resolve("s3proxy.properties"), """
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.endpoint=%s
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                """.formatted(endpoint, ACCESS_KEY, SECRET_KEY));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + quiet(folder),
                        "-cp",
                        classPath(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        ObjectServer server = new ObjectServer(process, endpoint);
        server.await(folder.resolve("s3proxy.log"));
        return server;
    }

    /** Where it answers. */
    public URI endpoint() {
        return endpoint;
    }

    /** Makes a bucket. */
    public void createBucket(String bucket) {
        client.createBucket(request -> request.bucket(bucket));
    }

    /** Writes an object, or replaces it. */
    public void put(String bucket, String key, Path file) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
    }

    /** The same with the bytes that it is to have. */
    public void put(String bucket, String key, byte[] bytes) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    /** Writes every file of a folder below a key. */
    public void putAll(String bucket, String key, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                put(bucket, key + "/" + folder.relativize(file), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String bucket, String key) {
        client.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** The keys in a bucket, in their order. */
    public List<String> keys(String bucket) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly().onExit().join();
    }

    private void await(Path log) throws IOException {
        try {
            Awaitility.await().atMost(START).until(() -> answers() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            close();
            throw new IllegalStateException("Cannot start S3Proxy:\n" + Files.readString(log), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("Cannot start S3Proxy:\n" + Files.readString(log));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Else every byte is logged. */
    private static Path quiet(Path folder) throws IOException {
        return Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %level %logger %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
    }

    private static String classPath() throws IOException {
        try (InputStream text = ObjectServer.class.getResourceAsStream("class-path.txt")) {
            if (text == null) {
                throw new IllegalStateException("class-path.txt: missing (expected: made by the build)");
            }
            return new String(text.readAllBytes(), UTF_8).strip();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
