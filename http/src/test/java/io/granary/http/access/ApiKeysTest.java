package io.granary.http.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiKeysTest {

    private static final String HASH = KeyRing.hash("secret");

    @TempDir
    private Path folder;

    @Test
    void findsAKeyByItsHash() throws IOException {
        ApiKeys keys = ApiKeys.read(file("""
                keys:
                  - name: pricing
                    sha256: %s
                    grants:
                      - {actions: [READ_ONLINE], projects: [flights], names: [pricing_*, airport_facts]}
                      - {actions: [WRITE_ONLINE], projects: ['*'], names: ['*']}
                """.formatted(HASH)));

        ApiKey pricing = requireNonNull(keys.find("secret"));

        assertThat(pricing.name()).isEqualTo("pricing");
        assertThat(pricing.grants()).hasSize(2);
        assertThat(keys.find("Secret")).isNull();
        assertThat(keys.find(HASH)).isNull();
        assertThat(keys.find("")).isNull();
    }

    @Test
    void grantsActionsOnNamesInProjects() {
        ApiKey key = requireNonNull(new KeyRing()
                .add("k", "READ_ONLINE, DESCRIBE", "flights", "airport_*,trip")
                .keys()
                .find("k"));
        Grant grant = key.grants().get(0);

        assertThat(grant.allows(Action.READ_ONLINE, "flights", "airport_facts")).isTrue();
        assertThat(grant.allows(Action.DESCRIBE, "flights", "trip")).isTrue();
        assertThat(grant.allows(Action.READ_ONLINE, "flights", "trips")).isFalse();
        assertThat(grant.allows(Action.READ_ONLINE, "flights", "airport")).isFalse();
        assertThat(grant.allows(Action.READ_ONLINE, "parcels", "trip")).isFalse();
        assertThat(grant.allows(Action.WRITE_ONLINE, "flights", "trip")).isFalse();
        assertThat(grant.allows(Action.READ_ONLINE, "flights")).isTrue();
        assertThat(grant.allowsAll(Action.READ_ONLINE, "flights")).isFalse();
        assertThat(Grant.ALL.allowsAll(Action.DELETE, "any")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | body: [] (expected: an object)",
                "{} | keys: missing (expected: a value)",
                "{keys: []} | keys: 0 items (expected: at least 1)",
                "{keys: [{name: a, sha256: HASH, grants: []}]} | keys[0].grants: 0 items (expected: at least 1)",
                "{keys: [{name: a, key: secret}]} | keys[0].key: unknown field (expected: one of [name, sha256, grants])",
                "{keys: [{sha256: HASH, grants: [GRANT]}]} | keys[0].name: missing (expected: a value)",
                "{keys: [{name: a, sha256: HASH, grants: [{actions: [READ], projects: [p], names: [n]}]}]}"
                        + " | keys[0].grants[0].actions[0]: \"READ\" (expected: one of [\"CREATE\",\"DESCRIBE\",",
                "{keys: [{name: a, sha256: HASH, grants: [{actions: [READ_ONLINE], projects: [p]}]}]}"
                        + " | keys[0].grants[0].names: missing (expected: a value)",
                "{keys: [{name: a, sha256: HASH, grants: [{actions: [READ_ONLINE], projects: [p], names: [a*b]}]}]}"
                        + " | keys[0].grants[0].names[0]: 'a*b' (expected: a name, or its beginning and *)",
                "{keys: [{name: a, sha256: HASH, grants: [GRANT]}, {name: a, sha256: HASH, grants: [GRANT]}]}"
                        + " | keys[1].name: 'a' again (expected: each name once)",
                "{keys: [{name: a, sha256: HASH, grants: [GRANT]}, {name: b, sha256: HASH, grants: [GRANT]}]}"
                        + " | keys[1].sha256: that of another key (expected: each key once)",
                "{keys: 1, keys: 2} | duplicate key",
            })
    void saysWhereTheFileIsWrong(String yaml, String message) throws IOException {
        Path file = file(
                yaml.replace("HASH", HASH).replace("GRANT", "{actions: [READ_ONLINE], projects: [p], names: ['*']}"));

        assertThatThrownBy(() -> ApiKeys.read(file))
                .isInstanceOfSatisfying(
                        GranaryException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageStartingWith("Cannot use " + file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void neverShowsWhatStandsInThePlaceOfTheHash() throws IOException {
        Path file = file(
                "{keys: [{name: a, sha256: my-own-key, grants: [{actions: [DELETE], projects: [p], names: [n]}]}]}");

        assertThatThrownBy(() -> ApiKeys.read(file))
                .hasMessageContaining("keys[0].sha256: *** (expected: the 64 lower-case hexadecimal digits")
                .hasMessageNotContaining("my-own-key");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> ApiKeys.read(folder.resolve("gone.yaml")))
                .hasMessageEndingWith("gone.yaml: it cannot be read (expected: a file of UTF-8 text)");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("keys.yaml"), yaml);
    }
}
