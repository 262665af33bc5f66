package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.key.EntityKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every online store promises. A subclass supplies the store; keys are new in every test. */
public abstract class OnlineStoreContract
        implements ReadContract,
                WriteContract,
                ExpiryContract,
                RemovalContract,
                WindowStateContract,
                LogMarkContract,
                CountContract {

    private final EntityKey key = StoreCase.newKey("");
    private final long now = StoreCase.micros(Instant.now());

    @Override
    public final EntityKey key() {
        return key;
    }

    @Override
    public final long now() {
        return now;
    }

    @Test
    void answersPing() {
        assertThat(store().ping()).succeedsWithin(Duration.ofSeconds(5));
    }
}
