package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectAddressTest {

    @Test
    void namesTheConnectorAndEndsWithoutSlash() {
        assertThat(ObjectAddress.parse("s3://lake/a b/day=1/").text()).isEqualTo("s3://lake/a b/day=1");
        assertThat(ObjectAddress.parse("s3://lake/a").connector()).isEqualTo("s3a://lake/a");
        assertThat(ObjectAddress.parse("gs://lake").connector()).isEqualTo("gs://lake");
        assertThat(ObjectAddress.parse("abfss://box@account.dfs.core.windows.net/a/b.csv")
                        .name())
                .isEqualTo("b.csv");
    }

    @Test
    void isBelowItsStoreAndItsFolders() {
        ObjectAddress table = ObjectAddress.parse("s3://lake/shop/sales");
        assertThat(table.isBelow(ObjectAddress.parse("s3a://lake"))).isTrue();
        assertThat(table.isBelow(ObjectAddress.parse("s3://lake/shop"))).isTrue();
        assertThat(table.isBelow(table)).isTrue();
        assertThat(table.isBelow(ObjectAddress.parse("s3://lake/sho"))).isFalse();
        assertThat(table.isBelow(ObjectAddress.parse("s3://lak"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3:///key",
                "s3://key:secret@lake/x",
                "s3://secret@lake/x",
                "s3://lake/a/../b",
                "s3://lake//a",
                "s3://lake/*.parquet",
                "S3://lake/a",
                "abfs://lake/a",
                "abfs://box:secret@account/a"
            })
    void refusesOtherFormsWithoutRepeatingSecrets(String text) {
        assertThat(ObjectAddress.isAddress(text)).isTrue();
        assertThatThrownBy(() -> ObjectAddress.parse(text))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("address: ")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/x.parquet", "/s3/x", "https://example.com/x", "s3/x", "file:///x"})
    void knowsPathsFromAddresses(String text) {
        assertThat(ObjectAddress.isAddress(text)).isFalse();
    }
}
