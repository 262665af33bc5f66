package io.granary.offline.engine.process;

import java.util.List;

/** What Spark asks of a JDK 17, as its own launcher has it. */
public final class SparkJvm {

    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private SparkJvm() {}

    /** For the command line of a JVM that runs Spark. */
    public static List<String> options() {
        return OPENED.stream()
                .map(opened -> "--add-opens=" + opened + "=ALL-UNNAMED")
                .toList();
    }
}
