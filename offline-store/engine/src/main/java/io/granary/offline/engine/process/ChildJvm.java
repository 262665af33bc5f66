package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of the Spark process: an argument file, because a class path of jars is long. */
final class ChildJvm {

    static final String MAIN = "io.granary.offline.spark.Main";

    private ChildJvm() {}

    /** Writes the argument file into the folder and starts the process there; its log goes to a file beside it. */
    static Process start(SparkProcessConfig config, Path folder, Path job) throws IOException {
        Path arguments = folder.resolve("java.args");
        Files.write(
                arguments,
                arguments(config, folder, job).stream().map(ChildJvm::quoted).toList());
        ProcessBuilder process = new ProcessBuilder(java(), "@" + arguments)
                .directory(folder.toFile())
                .redirectError(log(folder).toFile());
        if (!config.isCluster()) {
            // Else Spark looks for another address than the loopback one, and says so.
            process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        }
        return process.start();
    }

    /** What the process wrote beside its messages. */
    static Path log(Path folder) {
        return folder.resolve("spark.log");
    }

    private static List<String> arguments(SparkProcessConfig config, Path folder, Path job) throws IOException {
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
            arguments.add("-Dspark.jars=" + jar.toUri());
            classPath = jar + System.getProperty("path.separator") + classPath;
        }
        arguments.addAll(List.of("-cp", classPath, MAIN, job.toString(), config.master()));
        return arguments;
    }

    private static String classPath(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "jars: " + folder + " (expected: the folder that holds the Spark engine's jars)");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> jars = files.map(Path::toString)
                    .filter(file -> file.endsWith(".jar"))
                    .sorted()
                    .toList();
            return String.join(System.getProperty("path.separator"), jars);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
