package io.granary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ITEmbeddedPostgres {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void keepsDataAndPasswordAcrossARestart() throws SQLException {
        String password;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            password = postgres.password();
            execute(postgres, "create table flight as select 'AA12' as number");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
            assertThat(postgres.password()).isEqualTo(password);
            assertThat(query(postgres, "select number from flight")).isEqualTo("AA12");
        }
    }

    @Test
    void takesSettings() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(folder)
                .withoutSync()
                .setting("max_connections", "17")
                .start()) {
            assertThat(query(postgres, "show max_connections")).isEqualTo("17");
            assertThat(query(postgres, "show fsync")).isEqualTo("off");
        }
    }

    @Test
    void asksForThePassword() {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(folder).withoutSync().start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("postgres"), postgres.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void stopsAlthoughClientsAreConnectedAndLeavesNoProcess() throws SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.in(folder).withoutSync().start();
        ProcessHandle process = ProcessHandle.of(postgres.pid()).orElseThrow();
        try (Connection connection = connect(postgres)) {
            assertThat(connection.isValid(1)).isTrue();
            List<ProcessHandle> children = process.children().toList();

            postgres.close();

            assertThat(children).isNotEmpty();
            assertThat(process.isAlive()).isFalse();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void endsWhenTheProcessThatStartedItIsKilledAndItsFolderStartsAgain() throws Exception {
        Process owner = startOwner();
        String pid = owner.inputReader().readLine();
        ProcessHandle postgres = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        await().atMost(PATIENCE).until(() -> !postgres.isAlive());
        try (EmbeddedPostgres again = EmbeddedPostgres.in(folder).withoutSync().start()) {
            assertThat(query(again, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void saysThatAFolderIsInUse() {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(folder).withoutSync().start()) {
            assertThat(postgres.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedPostgres.in(folder).withoutSync().start())
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageStartingWith("Cannot start PostgreSQL in " + folder + " on port ")
                    .hasMessageEndingWith("another server uses this folder");
        }
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(folder)
                            .port(taken.getLocalPort())
                            .start())
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("on port " + taken.getLocalPort() + ": Address already in use");
        }
    }

    @Test
    void saysWhyItDidNotStart() {
        assertThatThrownBy(() -> EmbeddedPostgres.in(folder)
                        .withoutSync()
                        .setting("shared_buffers", "lots")
                        .start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("it exited: ")
                .hasMessageContaining("shared_buffers");
    }

    private Process startOwner() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PostgresOwner.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url("postgres"), postgres.user(), postgres.password());
    }
}
