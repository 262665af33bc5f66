package io.granary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A folder with PostgreSQL's programs, the data of one server, and the password of its user.
 *
 * @param programs what the artifact has: {@code bin}, {@code lib}, {@code share}
 */
record PostgresCluster(Path programs, Path data, String password) {

    static final String USER = "postgres";

    private static final long PATIENCE_SECONDS = 60;

    /**
     * Prepares a folder, or takes over what an earlier server left in it.
     *
     * @param options of initdb beside ours
     */
    static PostgresCluster in(Path folder, List<String> options) throws IOException, InterruptedException {
        Path programs = PostgresBinaries.unpackInto(folder);
        Path password = folder.resolve("password");
        Path data = folder.resolve("data");
        if (Files.notExists(data)) {
            Files.writeString(password, UUID.randomUUID().toString());
            Path part = Files.createTempDirectory(folder, "data-");
            initialize(programs, part, password, options);
            Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresCluster(programs, data, Files.readString(password));
    }

    List<String> command(String program, List<String> arguments) {
        return command(programs, program, arguments);
    }

    /** Text is ordered as people do by default, as on most servers; who wants bytes has to say so. */
    private static void initialize(Path programs, Path data, Path password, List<String> options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=icu",
                "--icu-locale=en"));
        Process process = new ProcessBuilder(command(programs, "initdb", arguments))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("initdb failed: " + output.strip());
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and still owns its files. */
    private static List<String> command(Path programs, String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }
}
