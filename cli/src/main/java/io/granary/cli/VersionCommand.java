package io.granary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "version",
        description = "Prints the version of Granary, the commit it was built from, and the Java it runs on.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String text : new Provider().getVersion()) {
            spec.commandLine().getOut().println(text);
        }
        return ExitCode.OK;
    }

    /** Reads the version that the build wrote. */
    static final class Provider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            Properties build = properties();
            return new String[] {
                "granary " + build.getProperty("version"),
                "commit " + commit(build),
                "built " + build.getProperty("built"),
                "java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
            };
        }

        /** A build outside of a git checkout knows none. */
        private static String commit(Properties build) {
            String commit = build.getProperty("commit");
            return commit.isEmpty() || commit.startsWith("$") ? "unknown" : commit;
        }

        private static Properties properties() {
            Properties properties = new Properties();
            try (InputStream in = Granary.class.getResourceAsStream("version.properties")) {
                properties.load(in);
                return properties;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read version.properties: " + e.getMessage(), e);
            }
        }
    }
}
