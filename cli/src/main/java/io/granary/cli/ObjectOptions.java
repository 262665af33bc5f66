package io.granary.cli;

import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.ObjectStoresConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where objects are found. With whose credentials is for the environment to say, a profile or the machine's identity. */
final class ObjectOptions {

    @Option(
            names = "--object-root",
            paramLabel = "ADDRESS",
            split = ",",
            description = "An object store, or a folder in it, that definitions may name: s3://BUCKET or"
                    + " s3://BUCKET/FOLDER. Repeatable (default: none).")
    private List<String> roots = List.of();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "Where an S3-compatible store answers (default: AWS's address for the region).")
    private @Nullable URI endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "NAME",
            description = "Region of the buckets (default: that of the environment or profile).")
    private @Nullable String region;

    @Option(
            names = "--s3-path-style",
            description = "Name buckets in the path and not in the host, as most S3-compatible stores want it.")
    private boolean pathStyle;

    @Option(
            names = "--object-conf",
            paramLabel = "NAME=VALUE",
            description =
                    "A setting of Hadoop's connector, such as fs.s3a.proxy.host=... Never a credential. Repeatable.")
    private Map<String, String> settings = Map.of();

    /**
     * The stores, none of which is asked yet; the caller closes them.
     *
     * @param jars folder of the Spark engine's jars
     * @param copyBytes of objects that are copied to this machine at most
     */
    ObjectStores open(Path jars, long copyBytes) {
        return new ObjectStores(new ObjectStoresConfig(
                jars, roots.stream().map(ObjectAddress::parse).toList(), settings(), copyBytes));
    }

    /** Of Hadoop's connectors, by name. */
    Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        if (endpoint != null) {
            all.put("fs.s3a.endpoint", endpoint.toString());
            all.put("fs.s3a.connection.ssl.enabled", String.valueOf(!"http".equals(endpoint.getScheme())));
            // A region is part of each signature; stores that have none take any.
            all.put("fs.s3a.endpoint.region", "us-east-1");
        }
        if (region != null) {
            all.put("fs.s3a.endpoint.region", region);
        }
        if (pathStyle) {
            all.put("fs.s3a.path.style.access", "true");
        }
        all.putAll(settings);
        return all;
    }
}
