package io.granary.ingestion;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds, for each task, a store that keeps what is new in memory and writes it to a logged one beneath. */
record WritingBehind<S extends StateStore>(
        StoreBuilder<KeyValueStore<Bytes, byte[]>> beneath, Function<KeyValueStore<Bytes, byte[]>, S> above)
        implements StoreBuilder<S> {

    @Override
    public S build() {
        return above.apply(beneath.build());
    }

    @Override
    public StoreBuilder<S> withCachingEnabled() {
        return this;
    }

    /** @throws UnsupportedOperationException always: memory is what such a store is for */
    @Override
    public StoreBuilder<S> withCachingDisabled() {
        throw new UnsupportedOperationException("caching");
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
        return new WritingBehind<>(beneath.withLoggingEnabled(config), above);
    }

    /** @throws UnsupportedOperationException always: what is not logged cannot be restored */
    @Override
    public StoreBuilder<S> withLoggingDisabled() {
        throw new UnsupportedOperationException("logging");
    }

    @Override
    public Map<String, String> logConfig() {
        return beneath.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return beneath.name();
    }
}
