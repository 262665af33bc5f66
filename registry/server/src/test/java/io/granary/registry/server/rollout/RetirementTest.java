package io.granary.registry.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.ViewGeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetirementTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final RetiredGeneration OLD = retired("a");
    private static final RetiredGeneration OTHER = retired("b");

    private final Retirement retirement = new Retirement(Duration.ofSeconds(10), Duration.ofSeconds(4), START);
    private Instant now = START;

    @Test
    void isOverAfterItsTime() {
        assertThat(after(2, OLD)).isEmpty();
        assertThat(after(4, OLD)).isEmpty();
        assertThat(after(4, OLD)).isEmpty();
        assertThat(after(2, OLD)).containsExactly(OLD);
    }

    @Test
    void countsForEachGenerationFromWhenItWasSeen() {
        after(1, OLD);
        after(4, OLD);
        after(4, OLD, OTHER);
        assertThat(after(2, OLD, OTHER)).containsExactly(OLD);
        after(4, OTHER);
        assertThat(after(4, OTHER)).containsExactly(OTHER);
    }

    @Test
    void startsAgainWithAGenerationThatWasWantedInBetween() {
        after(4, OLD);
        after(4, OLD);
        after(4);
        after(4, OLD);
        assertThat(after(4, OLD)).isEmpty();
    }

    @Test
    void aClockThatJumpsForwardEndsNothingEarly() {
        after(1, OLD);
        assertThat(after(86_400, OLD)).isEmpty();
        assertThat(after(4, OLD)).isEmpty();
        assertThat(after(2, OLD)).containsExactly(OLD);
    }

    @Test
    void aClockThatJumpsBackProlongsNothing() {
        after(1, OLD);
        after(4, OLD);
        assertThat(after(-86_400, OLD)).isEmpty();
        assertThat(after(4, OLD)).isEmpty();
        assertThat(after(2, OLD)).containsExactly(OLD);
    }

    private List<RetiredGeneration> after(int seconds, RetiredGeneration... retired) {
        now = now.plusSeconds(seconds);
        return retirement.due(List.of(retired), now);
    }

    private static RetiredGeneration retired(String generation) {
        return new RetiredGeneration(
                "taxis", new ViewGeneration("trips", generation, GenerationState.RETIRED, START, 1, 2));
    }
}
