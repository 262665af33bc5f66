package io.granary.offline.spark;

import io.granary.offline.engine.process.SparkJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A standalone cluster of Spark on this machine: a master and workers as processes, whose jars are Spark's own, without anything
 * of Granary, CEL, protobuf or guava.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final Path JARS = Path.of("target/spark").toAbsolutePath();
    private static final List<String> NOT_OF_SPARK = List.of(
            "granary-",
            "cel-",
            "common-0",
            "compiler-0",
            "runtime-0",
            "protobuf-",
            "v1alpha1-",
            "guava-",
            "re2j-",
            "kafka-clients-",
            "micrometer-",
            "HdrHistogram-");
    private static final Duration START = Duration.ofSeconds(60);

    private final Path home;
    private final Path logs;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path home, Path logs, int port) {
        this.home = home;
        this.logs = logs;
        this.port = port;
    }

    /** Starts a master. */
    static StandaloneCluster start(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path jars = Files.createDirectory(home.resolve("jars"));
        try (Stream<Path> files = Files.list(JARS)) {
            for (Path jar : files.filter(StandaloneCluster::isOfSpark).toList()) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        StandaloneCluster cluster =
                new StandaloneCluster(home, Files.createDirectory(folder.resolve("logs")), freePort());
        cluster.run(
                "master",
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "" + cluster.port,
                        "--webui-port",
                        "0"));
        cluster.awaitLog("master", "I have been elected leader");
        return cluster;
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Starts a worker with one core, and waits until the master knows it. */
    Process startWorker(String name) throws IOException {
        Process worker = run(
                name,
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--webui-port",
                        "0",
                        "--work-dir",
                        logs.resolve(name + "-work").toString(),
                        master()));
        awaitLog(name, "Successfully registered with master");
        return worker;
    }

    /** Runs a job with {@code spark-submit}, whose messages are the process's standard output. */
    Process submit(Path jar, Path job) throws IOException {
        return run(
                "driver",
                List.of(
                        "org.apache.spark.deploy.SparkSubmit",
                        "--master",
                        master(),
                        "--conf",
                        "spark.executor.memory=700m",
                        "--class",
                        "io.granary.offline.spark.Main",
                        jar.toString(),
                        job.toString()));
    }

    /** What a process has logged. */
    String log(String name) throws IOException {
        return Files.readString(logs.resolve(name + ".log"));
    }

    @Override
    public void close() {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    private Process run(String name, List<String> main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-Duser.timezone=UTC"));
        command.addAll(SparkJvm.options());
        command.addAll(List.of("-cp", home.resolve("jars") + "/*"));
        command.addAll(main);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(logs.resolve(name + ".log").toFile());
        if (!name.equals("driver")) {
            builder.redirectOutput(logs.resolve(name + ".out").toFile());
        }
        builder.environment().keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", logs.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void awaitLog(String name, String text) {
        Awaitility.await().atMost(START).until(() -> log(name).contains(text));
    }

    private static boolean isOfSpark(Path jar) {
        return NOT_OF_SPARK.stream()
                .noneMatch(start -> jar.getFileName().toString().startsWith(start));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
