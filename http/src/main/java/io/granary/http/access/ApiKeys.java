package io.granary.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.GranaryException;
import io.granary.http.contract.FileSchema;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys that a process knows, found by their hashes. Immutable; safe for threads. */
public final class ApiKeys {

    private final Map<String, ApiKey> byHash;

    /** @param keys of different hashes */
    ApiKeys(Collection<ApiKey> keys) {
        byHash = keys.stream().collect(Collectors.toUnmodifiableMap(ApiKey::sha256, Function.identity()));
    }

    /**
     * Reads a YAML file of keys.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the file and everything that is wrong in it
     */
    public static ApiKeys read(Path file) {
        return of(file, FileSchema.text(file));
    }

    /** The same of the text that a file had. */
    static ApiKeys of(Path file, String text) {
        return new ApiKeysReader(file).read(text);
    }

    int count() {
        return byHash.size();
    }

    /** What is known of a key; null when nothing is. */
    @Nullable
    ApiKey find(String key) {
        return byHash.get(HexFormat.of().formatHex(sha256().digest(key.getBytes(UTF_8))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
