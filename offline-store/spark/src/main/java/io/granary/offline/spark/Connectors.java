package io.granary.offline.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** How Hadoop's connectors reach object stores, unless a setting {@code spark.hadoop.NAME} says otherwise. */
final class Connectors {

    private static final String SETTING = "spark.hadoop.";

    /** Those that need credentials find them as the stores' own tools do; nobody waits minutes for a store that is gone. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            // Spark hands the driver's environment to executors as the first two.
            Map.entry(
                    "fs.s3a.aws.credentials.provider",
                    "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider,"
                            + "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider,"
                            + "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider"),
            Map.entry("fs.s3a.attempts.maximum", "2"),
            Map.entry("fs.s3a.retry.limit", "2"),
            Map.entry("fs.s3a.retry.interval", "300ms"),
            Map.entry("fs.s3a.retry.throttle.limit", "8"),
            Map.entry("fs.s3a.connection.establish.timeout", "5s"),
            Map.entry("fs.s3a.connection.acquisition.timeout", "20s"),
            Map.entry("fs.s3a.connection.timeout", "20s"),
            Map.entry("fs.s3a.connection.request.timeout", "60s"),
            Map.entry("fs.s3a.change.detection.source", "etag"),
            Map.entry("fs.s3a.change.detection.mode", "server"),
            Map.entry("fs.gs.impl", "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem"));

    private Connectors() {}

    /** The defaults that no setting of this process replaces, by the names of Spark's settings. */
    static Map<String, String> sparkDefaults() {
        Map<String, String> defaults = new TreeMap<>();
        DEFAULTS.forEach((name, value) -> {
            if (System.getProperty(SETTING + name) == null) {
                defaults.put(SETTING + name, value);
            }
        });
        return defaults;
    }

    /** For a process without Spark. */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        DEFAULTS.forEach(configuration::set);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(SETTING))
                .forEach(name -> configuration.set(name.substring(SETTING.length()), System.getProperty(name)));
        return configuration;
    }
}
