package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A script of this package, called by its digest, and by its text when the server does not know it yet. */
final class RedisScript {

    private final byte[] text;
    private final String digest;

    private RedisScript(byte[] text) {
        this.text = text;
        this.digest = HexFormat.of().formatHex(sha1(text));
    }

    static RedisScript load(String name) {
        try (InputStream in = RedisScript.class.getResourceAsStream(name)) {
            return new RedisScript(requireNonNull(in, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> CompletionStage<T> call(
            RedisScriptingAsyncCommands<byte[], byte[]> commands,
            ScriptOutputType type,
            byte[][] keys,
            byte[]... arguments) {
        return commands.<T>evalsha(digest, type, keys, arguments)
                .exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                        ? commands.eval(text, type, keys, arguments)
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
