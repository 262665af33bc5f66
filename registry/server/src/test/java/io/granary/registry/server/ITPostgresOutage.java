package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.embedded.EmbeddedPostgres;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RevisionSummary;
import io.granary.registry.server.store.DatabaseConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a registry says and does while its PostgreSQL is away, read-only or locked, and that it recovers by itself. */
@Timeout(180)
class ITPostgresOutage {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String CANNOT =
            "Cannot (read from|write to|tell whether a change is in) the registry's database: ";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    private final Metrics metrics = new Metrics();
    private RegistryServer server;
    private RegistryApi api;

    @BeforeAll
    static void startPostgres() {
        postgres = EmbeddedPostgres.start(folder);
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void startRegistry() {
        DatabaseConfig database = new DatabaseConfig(postgres.url("postgres"), postgres.user(), postgres.password());
        server = RegistryServer.start(
                new RegistryConfig(HttpConfig.onPort(0), database),
                metrics.vertx(),
                new Health(),
                metrics,
                InstantSource.system());
        api = new RegistryApi(server.address(), PATIENCE);
    }

    @AfterEach
    void stopRegistry() {
        server.close();
        metrics.vertx().close().toCompletionStage().toCompletableFuture().join();
        metrics.close();
    }

    @Test
    void recoversByItselfWhenPostgresDiesAmongAppliesAndComesBack() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());
        List<GranaryException> failures = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> applies = CompletableFuture.runAsync(() -> applyUntil(stopped, acknowledged, failures));
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= 10);

        restartPostgresOnceApplyHasFailed(failures);

        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + 10);
        stopped.set(true);
        applies.join();
        assertThat(failures).allSatisfy(ITPostgresOutage::assertSaysThatTheDatabaseIsAway);
        assertThat(numbers("dying")).containsAll(acknowledged).doesNotHaveDuplicates();
        assertThat(numbers("dying").get(0)).isEqualTo(numbers("dying").size());
    }

    @Test
    void answers503WhileAwayAndSaysWhy() throws Exception {
        apply("away", 0);
        int port = postgres.port();
        postgres.close();
        try {
            HttpResponse<String> answer = get("/v1/projects/away/revisions/latest");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("Cannot read from the registry's database: ");
            assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        } finally {
            postgres = EmbeddedPostgres.in(folder).port(port).start();
        }
        await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
        assertThat(apply("away", 1).number()).isEqualTo(2);
    }

    @Test
    void refusesToStartWhileItIsAway() {
        DatabaseConfig nowhere = new DatabaseConfig("jdbc:postgresql://127.0.0.1:9/granary", "granary", "s3cret");
        assertThatThrownBy(() -> RegistryServer.start(
                        new RegistryConfig(HttpConfig.onPort(0), nowhere),
                        metrics.vertx(),
                        new Health(),
                        metrics,
                        InstantSource.system()))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageStartingWith("Cannot open the registry's database: Connection to 127.0.0.1:9 refused.");
    }

    @Test
    void saysThatAPasswordIsWrongWithoutShowingIt() {
        DatabaseConfig wrong = new DatabaseConfig(postgres.url("postgres"), "postgres", "s3cret");
        assertThatThrownBy(() -> RegistryServer.start(
                        new RegistryConfig(HttpConfig.onPort(0), wrong),
                        metrics.vertx(),
                        new Health(),
                        metrics,
                        InstantSource.system()))
                .hasMessage("Cannot open the registry's database:"
                        + " FATAL: password authentication failed for user \"postgres\"")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void goesOnReadingWhileTheDatabaseIsReadOnly() throws Exception {
        apply("read_only", 0);
        setReadOnly("on");
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertUnavailable("read_only", 1, "cannot execute .* in a read-only transaction"));
            assertThat(api.latest("read_only").number()).isEqualTo(1);
            stopRegistryAndStartAgain();
            assertThat(api.latest("read_only").number()).isEqualTo(1);
        } finally {
            setReadOnly("off");
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> apply("read_only", 1).number() == 2);
    }

    @Test
    void givesUpWaitingForALock() throws Exception {
        apply("locked", 0);
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table revision in access exclusive mode");
            assertUnavailable("locked", 1, "ERROR: canceling statement due to lock timeout");
            other.rollback();
        }
        assertThat(apply("locked", 1).number()).isEqualTo(2);
    }

    private void restartPostgresOnceApplyHasFailed(List<GranaryException> failures) {
        int port = postgres.port();
        postgres.close();
        await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        postgres = EmbeddedPostgres.in(folder).port(port).start();
    }

    /** As a pipeline would: after a failure it looks what the newest revision is, and goes on. */
    private void applyUntil(AtomicBoolean stopped, List<Integer> acknowledged, List<GranaryException> failures) {
        int base = 0;
        while (!stopped.get()) {
            try {
                base = apply("dying", base).number();
                acknowledged.add(base);
            } catch (GranaryException e) {
                if (e.code() == ErrorCode.CONFLICT) {
                    base = api.latest("dying").number();
                } else {
                    failures.add(e);
                }
            }
        }
    }

    private static void assertSaysThatTheDatabaseIsAway(GranaryException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure).hasMessageMatching(CANNOT + ".+");
    }

    private void assertUnavailable(String project, int base, String reason) {
        assertThatThrownBy(() -> apply(project, base))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageMatching(CANNOT + ".*" + reason);
    }

    private Revision apply(String project, int base) {
        Definitions definitions = Taxis.with(Duration.ofDays(base + 1), Taxis.note());
        return api.apply(project, new ApplyRequest(base, "ann", "why", definitions));
    }

    private List<Integer> numbers(String project) {
        return api.history(project).stream().map(RevisionSummary::number).toList();
    }

    private void stopRegistryAndStartAgain() {
        server.close();
        startRegistry();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = server.address().resolve(path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static void setReadOnly(String value) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute("alter system set default_transaction_read_only = " + value);
            statement.execute("select pg_reload_conf()");
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.url("postgres"), postgres.user(), postgres.password());
    }
}
