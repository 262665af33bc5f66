package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code write.lua}, called by its digest, and by its text when the server does not know it yet. */
final class WriteScript {

    private final byte[] text;
    private final String digest;

    private WriteScript(byte[] text) {
        this.text = text;
        this.digest = HexFormat.of().formatHex(sha1(text));
    }

    static WriteScript load() {
        try (InputStream in = WriteScript.class.getResourceAsStream("write.lua")) {
            return new WriteScript(requireNonNull(in, "write.lua").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return how many writes changed something */
    CompletionStage<Long> call(RedisAsyncCommands<byte[], byte[]> commands, WriteCall call) {
        byte[][] keys = call.keys();
        byte[][] arguments = call.arguments();
        return commands.<Long>evalsha(digest, ScriptOutputType.INTEGER, keys, arguments)
                .exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                        ? commands.eval(text, ScriptOutputType.INTEGER, keys, arguments)
                        : CompletableFuture.failedStage(failure));
    }

    private static byte[] sha1(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
