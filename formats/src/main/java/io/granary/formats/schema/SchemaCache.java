package io.granary.formats.schema;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Schemas that were asked for last, and for a while those that there are none of. Safe for threads. */
final class SchemaCache {

    private static final int CAPACITY = 10_000;
    private static final long UNKNOWN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Map<String, Found> found = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > CAPACITY;
        }
    };

    /** @param failure why there is no schema; then it holds for a while only */
    private record Found(@Nullable Schema schema, @Nullable GranaryException failure, long nanos) {}

    Schema find(String path, Supplier<Schema> load) {
        Found known = get(path);
        if (known == null) {
            known = load(path, load);
        }
        if (known.failure() != null) {
            throw known.failure();
        }
        if (known.schema() == null) {
            throw new IllegalStateException("neither schema nor failure");
        }
        return known.schema();
    }

    private synchronized @Nullable Found get(String path) {
        Found known = found.get(path);
        boolean isOver = known != null && known.failure() != null && System.nanoTime() - known.nanos() > UNKNOWN_NANOS;
        return isOver ? null : known;
    }

    private Found load(String path, Supplier<Schema> load) {
        try {
            return put(path, new Found(load.get(), null, System.nanoTime()));
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return put(path, new Found(null, e, System.nanoTime()));
        }
    }

    private synchronized Found put(String path, Found loaded) {
        found.put(path, loaded);
        return loaded;
    }
}
