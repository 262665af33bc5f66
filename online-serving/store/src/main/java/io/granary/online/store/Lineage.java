package io.granary.online.store;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The replication id of a server: another once it has lost its memory, or has taken the place of its master. */
final class Lineage {

    private static final Pattern ID = Pattern.compile("master_replid:(\\w+)");

    private Lineage() {}

    /** Empty when the server does not answer. */
    static CompletableFuture<String> of(CompletableFuture<RedisAsyncCommands<byte[], byte[]>> server) {
        return server.thenCompose(commands -> commands.info("replication"))
                .thenApply(Lineage::id)
                .exceptionally(failure -> "");
    }

    private static String id(String information) {
        Matcher id = ID.matcher(information);
        return id.find() ? id.group(1) : "";
    }
}
