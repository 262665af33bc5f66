package io.granary.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keys for tests, in the form of the file. Not safe for threads. */
public final class KeyRing {

    private final List<String> entries = new ArrayList<>();

    /** Adds a key that is its own name, with one grant; actions and names as the file lists them, parted by commas. */
    public KeyRing add(String key, String actions, String projects, String names) {
        entries.add("""
                  - name: %s
                    sha256: "%s"
                    grants:
                      - actions: [%s]
                        projects: ["%s"]
                        names: ["%s"]
                """.formatted(key, hash(key), actions, projects, names.replace(",", "\", \"")));
        return this;
    }

    /** Writes the file. */
    public Path write(Path file) {
        try {
            return Files.writeString(file, "keys:\n" + String.join("", entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is read from the file. */
    public ApiKeys keys() {
        try {
            Path file = Files.createTempFile("keys", ".yaml");
            try {
                return ApiKeys.read(write(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code sha256sum} says of a key. */
    static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
