package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SparkValuesTest {

    @Test
    void momentsFarAwayHaveTheirMicrosecondsToo() {
        assertThat(SparkValues.micros(Instant.parse("9999-12-31T23:59:59.999999Z")))
                .isEqualTo(253_402_300_799_999_999L);
        assertThat(SparkValues.micros(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(-62_135_596_800_000_000L);
    }

    @Test
    void whatIsFinerThanAMicrosecondIsCutOff() {
        assertThat(SparkValues.micros(Instant.EPOCH.plusNanos(1_999))).isEqualTo(1);
    }
}
