package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {

    private static final String POSTGRES = "jdbc:postgresql://db:5432/granary";

    @Test
    void isAFileOrPostgres() {
        assertThat(DatabaseConfig.sqlite(Path.of("registry.db")).dialect()).isInstanceOf(SqliteDialect.class);
        assertThat(new DatabaseConfig(POSTGRES, null, null).dialect()).isInstanceOf(PostgresDialect.class);
    }

    @Test
    void neverShowsItsPassword() {
        assertThat(new DatabaseConfig(POSTGRES, "granary", "s3cret")).hasToString(POSTGRES);
        assertThat(new DatabaseConfig(POSTGRES, "granary", "s3cret").dialect().toString())
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POSTGRES + "?user=a&password=s3cret",
                POSTGRES + "?PASSWORD=s3cret",
                POSTGRES + "?sslpassword=s3cret",
                "jdbc:postgresql://a:s3cret@db/granary",
                "jdbc:postgresql:granary?password=s3cret",
            })
    void refusesAPasswordInTheUrlWithoutShowingIt(String location) {
        assertThatThrownBy(() -> new DatabaseConfig(location, null, null))
                .isInstanceOf(GranaryException.class)
                .hasMessage("registry.database: jdbc:postgresql:..."
                        + " (expected: no user and password in the URL; they have keys of their own)");
    }

    @Test
    void refusesAnotherDatabase() {
        assertThatThrownBy(() -> new DatabaseConfig("jdbc:mysql://db/granary", null, null))
                .hasMessage("registry.database: jdbc:mysql://db/granary"
                        + " (expected: a SQLite file or jdbc:postgresql://host:port/database)");
    }

    @Test
    void refusesAUserForAFile() {
        assertThatThrownBy(() -> new DatabaseConfig("/data/registry.db", "granary", null))
                .hasMessage("registry.database: /data/registry.db"
                        + " (expected: jdbc:postgresql://..., as a user or password is given)");
    }
}
