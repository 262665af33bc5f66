package io.granary.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.benchmarks.process.JvmVitals.Vitals;
import io.granary.benchmarks.report.Finding;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final long MIB = 1 << 20;
    private static final double HELLO = 50;
    private static final Slice STEADY = slice(200, 50 * MIB, 30, 60, 900);

    @Test
    void holdsWhenNothingChanges() {
        assertThat(failures(i -> STEADY)).isEmpty();
    }

    @Test
    void holdsWithinWhatIsAllowed() {
        assertThat(failures(i -> i < 36 ? STEADY : slice(219, 58 * MIB, 32, 64, 905)))
                .isEmpty();
    }

    @Test
    void noticesLatencyThatGrows() {
        assertThat(failures(i -> slice(200 + i, 50 * MIB, 30, 60, 900))).containsExactly("p50 beside hello");
    }

    @Test
    void doesNotMindAMachineThatBecomesSlower() {
        assertThat(failures(i -> i < 20 ? STEADY : onSlowMachine(2))).isEmpty();
    }

    @Test
    void noticesLatencyThatStaysWhereTheMachineBecomesFaster() {
        assertThat(failures(i -> i < 20 ? onSlowMachine(2) : slice(400, 50 * MIB, 30, 60, 900)))
                .containsExactly("p50 beside hello");
    }

    @Test
    void noticesHeapThatGrows() {
        assertThat(failures(i -> slice(200, (50 + i) * MIB, 30, 60, 900))).containsExactly("heap after collection");
    }

    @Test
    void noticesThreadsThatAreLeft() {
        assertThat(failures(i -> slice(200, 50 * MIB, 30 + i / 10, 60, 900))).containsExactly("threads");
    }

    @Test
    void noticesFilesThatAreLeft() {
        assertThat(failures(i -> slice(200, 50 * MIB, 30, 60 + i, 900))).containsExactly("open files");
    }

    @Test
    void noticesMoreBytesToRedis() {
        assertThat(failures(i -> slice(200, 50 * MIB, 30, 60, 900 + i)))
                .containsExactly("bytes to Redis for each request");
    }

    @Test
    void doesNotMindOneSliceThatIsSlow() {
        assertThat(failures(i -> i == 38 ? slice(9_000, 50 * MIB, 30, 60, 900) : STEADY))
                .isEmpty();
    }

    @Test
    void needsTenTenths() {
        assertThatThrownBy(() -> new Drift(List.of(STEADY))).hasMessage("slices: 1 (expected: at least 10)");
    }

    @Test
    void isDrawnOverTime() {
        String html = new SoakPicture("Soak", List.of(STEADY, slice(400, 50 * MIB, 30, 60, 900))).html();

        assertThat(html).contains("p50, us: most 400.0, last 400.0", "points=\"200.0,63.0 600.0,6.0\"");
    }

    private static List<String> failures(IntFunction<Slice> slices) {
        List<Slice> all = IntStream.range(0, 40).mapToObj(slices).toList();
        return new Drift(all)
                .findings().stream()
                        .filter(finding -> !finding.holds())
                        .map(Finding::name)
                        .toList();
    }

    private static Slice slice(double p50, long heap, int threads, int files, double redisBytes) {
        return new Slice(p50, 2 * p50, HELLO, 40, new Vitals(heap, threads, files), redisBytes);
    }

    /** As steady, where everything takes so many times longer. */
    private static Slice onSlowMachine(double times) {
        return new Slice(200 * times, 400 * times, HELLO * times, 40 * times, STEADY.vitals(), 900);
    }
}
