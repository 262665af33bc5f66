package io.granary.benchmarks.process;

import io.granary.offline.engine.process.SparkJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another JVM with the class path of this one. */
public final class JavaCommand {

    private JavaCommand() {}

    /** The command line of a JVM with other jars too, and before ours; it has what Spark asks of a JDK 17. */
    public static List<String> withJars(Path folder, String memory, Class<?> main, List<String> arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + memory, "-Duser.timezone=UTC"));
        command.addAll(SparkJvm.options());
        command.addAll(List.of("-cp", folder + "/*:" + codeOf(main), main.getName()));
        command.addAll(arguments);
        return command;
    }

    private static String codeOf(Class<?> main) {
        return Path.of(URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    public static List<String> of(Class<?> main, List<String> arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xlog:disable", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /**
     * The same, of a process that may be killed.
     *
     * @param temporary gets the process's temporary files, which one that is killed leaves; made when absent
     */
    public static List<String> killable(Path temporary, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(of(main, arguments));
        command.add(1, "-Djava.io.tmpdir=" + Files.createDirectories(temporary).toAbsolutePath());
        return command;
    }
}
