package io.granary.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A value that is never printed. */
record Secret(String value) {

    Secret {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "***";
    }

    /**
     * Reads a secret from where an option says that it is, {@code ${env:NAME}} or {@code ${file:PATH}}; one that is given
     * as it is would be seen in the list of processes. A line end at the end of a file is not part of it.
     */
    static final class Reference implements ITypeConverter<Secret> {

        private static final Pattern FORM = Pattern.compile("\\$\\{(env|file):(.+)}");

        @Override
        public Secret convert(String text) {
            Matcher reference = FORM.matcher(text);
            if (!reference.matches()) {
                throw new TypeConversionException("*** (expected: ${env:NAME} or ${file:PATH})");
            }
            String name = reference.group(2);
            return new Secret(reference.group(1).equals("env") ? fromEnvironment(name) : fromFile(name));
        }

        private static String fromEnvironment(String name) {
            String value = System.getenv(name);
            if (value == null) {
                throw new TypeConversionException("${env:" + name + "} (expected: a variable of the environment)");
            }
            return value;
        }

        private static String fromFile(String name) {
            try {
                return Files.readString(Path.of(name)).replaceFirst("\\R$", "");
            } catch (IOException | InvalidPathException e) {
                throw new TypeConversionException("${file:" + name + "} (expected: a file that can be read)");
            }
        }
    }
}
