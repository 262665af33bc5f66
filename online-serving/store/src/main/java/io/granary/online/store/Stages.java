package io.granary.online.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Puts answers together. */
final class Stages {

    private Stages() {}

    /** Completes when the last has ended; fails when one has failed. */
    static <K, V> CompletableFuture<Map<K, V>> all(Map<K, CompletableFuture<V>> stages) {
        return CompletableFuture.allOf(stages.values().toArray(CompletableFuture[]::new))
                .thenApply(unused -> {
                    Map<K, V> values = new HashMap<>();
                    stages.forEach((key, stage) -> values.put(key, stage.join()));
                    return values;
                });
    }
}
