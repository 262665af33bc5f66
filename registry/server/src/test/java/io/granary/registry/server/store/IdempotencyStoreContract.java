package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every idempotency store promises; a subclass supplies the store. */
@Timeout(120)
public abstract class IdempotencyStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final KeptAnswer CREATED = new KeptAnswer(201, "\"1-abc\"", "{\"number\":1,\"message\":\"✈\"}");

    private IdempotencyStore store;

    /** A store that is empty before a test. */
    protected abstract IdempotencyStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Test
    void givesANewKeyToItsCaller() {
        assertThat(claim("k", NOW)).isNull();
    }

    @Test
    void tellsThatAKeyIsInUse() {
        claim("k", NOW);
        assertThat(store.claim("k", "other", NOW)).isEqualTo(new IdempotentRequest("print", null));
    }

    @Test
    void repeatsTheFirstAnswer() {
        claim("k", NOW);
        store.complete("k", CREATED);
        assertThat(claim("k", NOW.plusSeconds(3_600))).isEqualTo(new IdempotentRequest("print", CREATED));
        assertThat(claim("k", NOW.plusSeconds(7_200))).isEqualTo(new IdempotentRequest("print", CREATED));
    }

    @Test
    void keepsKeysApart() {
        claim("k", NOW);
        store.complete("k", CREATED);
        assertThat(claim("K", NOW)).isNull();
    }

    @Test
    void takesAReleasedKeyAgain() {
        claim("k", NOW);
        store.release("k");
        assertThat(claim("k", NOW)).isNull();
    }

    @Test
    void keepsAnAnswerWhateverIsReleased() {
        claim("k", NOW);
        store.complete("k", CREATED);
        store.release("k");
        assertThat(claim("k", NOW)).isEqualTo(new IdempotentRequest("print", CREATED));
    }

    @Test
    void forgetsAnAnswerAfterADay() {
        claim("k", NOW);
        store.complete("k", CREATED);
        assertThat(claim("k", NOW.plus(IdempotencyStore.KEPT).minusMillis(1))).isNotNull();
        assertThat(claim("k", NOW.plus(IdempotencyStore.KEPT))).isNull();
    }

    @Test
    void forgetsAClaimWhoseOwnerHasDied() {
        claim("k", NOW);
        assertThat(claim("k", NOW.plus(IdempotencyStore.ABANDONED).minusMillis(1)))
                .isNotNull();
        assertThat(claim("k", NOW.plus(IdempotencyStore.ABANDONED))).isNull();
    }

    @Test
    void keepsALongAnswer() {
        KeptAnswer answer = new KeptAnswer(200, "", "✈".repeat(1_000_000));
        claim("k".repeat(255), NOW);
        store.complete("k".repeat(255), answer);
        assertThat(claim("k".repeat(255), NOW)).isEqualTo(new IdempotentRequest("print", answer));
    }

    @Test
    void givesAKeyToOneOfMany() throws Exception {
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.add(() -> claim("k", NOW) == null);
        }
        assertThat(runAtOnce(claims)).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void givesAKeyOnEvenWhileOthersReleaseIt() throws Exception {
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.add(this::claimAndRelease);
        }
        assertThat(runAtOnce(claims)).contains(true);
        assertThat(claim("k", NOW.plus(Duration.ofSeconds(1)))).isNull();
    }

    private boolean claimAndRelease() {
        boolean claimed = claim("k", NOW) == null;
        if (claimed) {
            store.release("k");
        }
        return claimed;
    }

    private @Nullable IdempotentRequest claim(String key, Instant now) {
        return store.claim(key, "print", now);
    }

    private static List<Boolean> runAtOnce(List<Callable<Boolean>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
