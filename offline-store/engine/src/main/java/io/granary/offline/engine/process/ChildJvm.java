package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of the Spark process: an argument file, because a class path of jars is long. */
final class ChildJvm {

    static final String MAIN = "io.granary.offline.spark.Main";
    static final String OBJECTS_MAIN = "io.granary.offline.spark.ObjectsMain";
    static final String ERASURE_MAIN = "io.granary.offline.spark.erasure.RowErasureMain";

    /** Folder, within that of the jars, of what Spark does not bring to reach object stores. */
    private static final String CONNECTORS = "connectors";

    private static final String JAVA_PATH_SEPARATOR = System.getProperty("path.separator");

    private ChildJvm() {}

    /** Writes the argument file into the folder and starts the process there; its log goes to a file beside it. */
    static Process start(SparkProcessConfig config, Path folder, Path file, OfflineJob job) throws IOException {
        ProcessBuilder process = process(folder, arguments(config, folder, file, job));
        if (!config.isCluster()) {
            // Else Spark looks for another address than the loopback one, and says so.
            process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        }
        return process.start();
    }

    /** Starts the process that looks after objects, in the same way. */
    static Process start(ObjectStoresConfig config, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder));
        config.settings().forEach((name, value) -> arguments.add("-Dspark.hadoop." + name + "=" + value));
        arguments.addAll(List.of("-cp", classPath(config.jars()), OBJECTS_MAIN));
        return process(folder, arguments).start();
    }

    /** Starts the process that takes rows out of files, in the same way; it reads and writes a row group at a time. */
    static Process startErasure(Path jars, Path folder, Path request) throws IOException {
        List<String> arguments = List.of(
                "-Xmx" + SparkProcessConfig.DEFAULT_MEMORY,
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath(jars),
                ERASURE_MAIN,
                request.toString());
        return process(folder, arguments).start();
    }

    private static ProcessBuilder process(Path folder, List<String> arguments) throws IOException {
        Path file = folder.resolve("java.args");
        Files.write(file, arguments.stream().map(ChildJvm::quoted).toList());
        return new ProcessBuilder(java(), "@" + file)
                .directory(folder.toFile())
                .redirectError(log(folder).toFile());
    }

    /** What the process wrote beside its messages. */
    static Path log(Path folder) {
        return folder.resolve("spark.log");
    }

    private static List<String> arguments(SparkProcessConfig config, Path folder, Path file, OfflineJob job)
            throws IOException {
        List<String> arguments = new ArrayList<>(SparkJvm.options());
        arguments.addAll(List.of(
                "-Xmx" + config.memory(),
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder,
                "-Djdk.reflect.useDirectMethodHandle=false",
                "-Dio.netty.tryReflectionSetAccessible=true"));
        config.settings().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        String classPath = classPath(config.jars());
        if (config.isCluster()) {
            // The driver must have the classes that workers get, with the libraries that these name.
            Path jar = SparkProcessConfig.workerJar(config.jars());
            List<String> sent = new ArrayList<>(List.of(jar.toUri().toString()));
            if (job.readsObjects()) {
                connectors(config.jars())
                        .forEach(connector -> sent.add(connector.toUri().toString()));
            }
            arguments.add("-Dspark.jars=" + String.join(",", sent));
            classPath = jar + JAVA_PATH_SEPARATOR + classPath;
        }
        arguments.addAll(List.of("-cp", classPath, MAIN, file.toString(), config.master()));
        return arguments;
    }

    private static String classPath(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "jars: " + folder + " (expected: the folder that holds the Spark engine's jars)");
        }
        return Stream.concat(jars(folder).stream(), connectors(folder).stream())
                .map(Path::toString)
                .collect(Collectors.joining(JAVA_PATH_SEPARATOR));
    }

    /** The connectors of object stores among an engine's jars; workers of a cluster do not have them. */
    private static List<Path> connectors(Path folder) throws IOException {
        Path connectors = folder.resolve(CONNECTORS);
        return Files.isDirectory(connectors) ? jars(connectors) : List.of();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
