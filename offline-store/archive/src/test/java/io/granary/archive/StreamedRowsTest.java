package io.granary.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StreamedRowsTest {

    private static final String HALF =
            "SELECT CASE WHEN range = 500_000 THEN error('half way') ELSE range END FROM range(1_000_000)";

    private final List<Long> shown = new ArrayList<>();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void showsEveryRow() throws SQLException {
        read("FROM range(1_000_000)");
        assertThat(shown).hasSize(1_000_000).startsWith(0L).endsWith(999_999L);
    }

    @Test
    void failsWhenTheResultDoesAfterItsFirstRows() throws SQLException {
        assertThatThrownBy(() -> read(HALF)).isInstanceOf(SQLException.class).hasMessageContaining("half way");
        assertThat(shown).isNotEmpty().doesNotContain(500_000L);
        requireUsable();
    }

    @Test
    void failsWhenTheFirstRowDoes() throws SQLException {
        assertThatThrownBy(() -> read("SELECT error('at once') FROM range(1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("at once");
        requireUsable();
    }

    @Test
    void endsWhenTheListenerFails() throws SQLException {
        IllegalStateException failure = new IllegalStateException("enough");
        assertThatThrownBy(() -> StreamedRows.read(connection, "FROM range(1_000_000)", row -> {
                    throw failure;
                }))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        requireUsable();
    }

    private void requireUsable() throws SQLException {
        shown.clear();
        read("FROM range(3)");
        assertThat(shown).containsExactly(0L, 1L, 2L);
    }

    private void read(String sql) throws SQLException {
        StreamedRows.read(connection, sql, row -> shown.add(row.getLong(1)));
    }
}
