package io.granary.registry.server.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The twin of the SQL store for tests: the same contract, forgotten with the process. */
public final class InMemoryIdempotencyStore implements IdempotencyStore {

    private record Entry(IdempotentRequest request, Instant claimedAt) {

        boolean isOver(Instant now) {
            return !now.isBefore(claimedAt.plus(request.answer() == null ? ABANDONED : KEPT));
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();

    @Override
    public synchronized @Nullable IdempotentRequest claim(String key, String fingerprint, Instant now) {
        entries.values().removeIf(entry -> entry.isOver(now));
        Entry holder = entries.putIfAbsent(key, new Entry(new IdempotentRequest(fingerprint, null), now));
        return holder == null ? null : holder.request();
    }

    @Override
    public synchronized void complete(String key, KeptAnswer answer) {
        entries.computeIfPresent(
                key,
                (name, entry) ->
                        new Entry(new IdempotentRequest(entry.request().fingerprint(), answer), entry.claimedAt()));
    }

    @Override
    public synchronized void release(String key) {
        entries.computeIfPresent(key, (name, entry) -> entry.request().answer() == null ? null : entry);
    }
}
