package io.granary.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names where a process id means one process: a machine, or of one with Linux, since when it runs and which container of it. */
final class PidSpace {

    private PidSpace() {}

    /** The name of this process' space, of letters and digits; null when it cannot be told from others. */
    static @Nullable String find() {
        return find(host(), Path.of("/proc"));
    }

    /** Empty when the machine does not know its own name. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** @param proc of Linux; other systems have none, and no containers either */
    static @Nullable String find(String host, Path proc) {
        if (!Files.isDirectory(proc)) {
            return host.isEmpty() ? null : hash(host);
        }
        try {
            String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id"));
            return hash(host + " " + boot + " " + Files.readSymbolicLink(proc.resolve("self/ns/pid")));
        } catch (IOException e) {
            return null;
        }
    }

    private static String hash(String space) {
        return UUID.nameUUIDFromBytes(space.getBytes(UTF_8)).toString().replace("-", "");
    }
}
