package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallBreakerTest {

    private final StallBreaker breaker = new StallBreaker();

    @Test
    void opensWhenTheServerOwesRepliesAndSendsNothing() {
        assertThat(breaker.check(true)).isFalse();
        assertThat(breaker.check(true)).isFalse();
        assertThat(breaker.isOpen()).isFalse();

        assertThat(breaker.check(true)).isTrue();
        assertThat(breaker.isOpen()).isTrue();

        assertThat(breaker.check(true)).isFalse();
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void closesWithTheFirstByte() {
        for (int i = 0; i < 10; i++) {
            breaker.check(true);
        }

        assertThat(breaker.heard()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.heard()).isFalse();
    }

    @Test
    void staysClosedWhileSomethingComesNowAndThen() {
        for (int i = 0; i < 10; i++) {
            breaker.check(true);
            breaker.check(true);
            assertThat(breaker.heard()).isFalse();
        }

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void staysClosedWhileNothingIsOwed() {
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.check(false)).isFalse();
        }

        assertThat(breaker.isOpen()).isFalse();
    }
}
