package io.granary.serving.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.dynatrace.hash4j.hashing.Hashing;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.Experiment.Treatment;
import io.granary.core.definition.Metadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AssignNodeTest {

    private static final int UNITS = 10_000;

    /** The published vectors: other languages can check themselves against these. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 1883",
        "'', 'a', 3892",
        "'salt', '1', 4253",
        "'salt', 'unit-1', 8436",
        "'delay-2026', 'PASSENGER-42', 502",
        "'delay-2026', 'SFO', 4875",
        "'sält', 'ünit', 9111",
        "'a', 'bc', 4799",
        "'ab', 'c', 3469"
    })
    void bucketsAreThePublishedOnes(String salt, String unit, int bucket) {
        assertThat(Buckets.bucket(salt, bytes(unit), Experiment.BUCKETS)).isEqualTo(bucket);
    }

    @Test
    void theHashIsXxh3() {
        assertThat(Hashing.xxh3_64().hashBytesToLong(new byte[0])).isEqualTo(0x2D06800538D394C2L);
    }

    @Test
    void armsAreWithinThreeStandardErrorsOfTheirShare() {
        AssignNode node = new AssignNode(experiment("salt-1", 1000, 3000, 6000));

        for (Treatment treatment : node.experiment().treatments()) {
            double share = treatment.buckets() / 10_000.0;
            double standardError = Math.sqrt(UNITS * share * (1 - share));
            assertThat((double) count(node, treatment.name())).isCloseTo(UNITS * share, within(3 * standardError));
        }
    }

    @Test
    void differentSaltsAreIndependent() {
        double[] first = inFirstArm(new AssignNode(experiment("salt-1", 5000, 5000)));
        double[] second = inFirstArm(new AssignNode(experiment("salt-2", 5000, 5000)));

        assertThat(correlation(first, second)).isCloseTo(0, within(3 / Math.sqrt(UNITS)));
    }

    @Test
    void aUnitAlwaysGetsTheSameTreatment() {
        AssignNode node = new AssignNode(experiment("salt-1", 5000, 5000));

        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> node.assign(bytes("unit-7")))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void growingAnArmMovesNobodyOutOfIt() {
        AssignNode small = new AssignNode(experiment("salt-1", 1000, 9000));
        AssignNode large = new AssignNode(experiment("salt-1", 2000, 8000));

        assertThat(IntStream.range(0, UNITS).mapToObj(AssignNodeTest::unit))
                .filteredOn(unit -> small.assign(unit).treatment().equals("t0"))
                .allMatch(unit -> large.assign(unit).treatment().equals("t0"));
    }

    @Test
    void numbersAndTheirTextAreOneUnit() {
        assertThat(Buckets.canonical("unit", 5L)).isEqualTo(Buckets.canonical("unit", "5"));
        assertThat(Buckets.canonical("unit", Instant.EPOCH.plusMillis(1))).isEqualTo(bytes("1000"));
    }

    @Test
    void refusesAUnitWithoutOneText() {
        assertThatThrownBy(() -> Buckets.canonical("passenger[3]", 0.1))
                .hasMessage("passenger[3]: 0.1 (expected: a text, whole number, boolean or timestamp)");
        assertThatThrownBy(() -> Buckets.canonical("passenger[3]", null)).hasMessageStartingWith("passenger[3]: null");
    }

    private static long count(AssignNode node, String treatment) {
        return IntStream.range(0, UNITS)
                .filter(i -> node.assign(unit(i)).treatment().equals(treatment))
                .count();
    }

    private static double[] inFirstArm(AssignNode node) {
        return IntStream.range(0, UNITS)
                .mapToDouble(i -> node.assign(unit(i)).treatment().equals("t0") ? 1 : 0)
                .toArray();
    }

    private static double correlation(double[] left, double[] right) {
        double leftMean =
                IntStream.range(0, UNITS).mapToDouble(i -> left[i]).average().orElseThrow();
        double rightMean =
                IntStream.range(0, UNITS).mapToDouble(i -> right[i]).average().orElseThrow();
        double covariance = 0;
        double leftVariance = 0;
        double rightVariance = 0;
        for (int i = 0; i < UNITS; i++) {
            covariance += (left[i] - leftMean) * (right[i] - rightMean);
            leftVariance += (left[i] - leftMean) * (left[i] - leftMean);
            rightVariance += (right[i] - rightMean) * (right[i] - rightMean);
        }
        return covariance / Math.sqrt(leftVariance * rightVariance);
    }

    private static Experiment experiment(String salt, int... buckets) {
        List<Treatment> treatments = IntStream.range(0, buckets.length)
                .mapToObj(i -> new Treatment("t" + i, buckets[i], "route" + i))
                .toList();
        return new Experiment("experiment", "unit", salt, treatments, Metadata.NONE);
    }

    private static byte[] unit(int i) {
        return bytes("unit-" + i);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
