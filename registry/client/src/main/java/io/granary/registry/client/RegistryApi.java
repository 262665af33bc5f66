package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registry's HTTP calls, typed. Every call blocks, and throws a {@link io.granary.core.GranaryException} with the
 * code that the registry answered, or UNAVAILABLE when it did not answer. Safe for threads.
 */
public final class RegistryApi {

    private final RegistryHttp http;

    /** @param timeout of one call */
    public RegistryApi(URI address, Duration timeout) {
        this.http = new RegistryHttp(requireNonNull(address, "address"), requireNonNull(timeout, "timeout"));
    }

    /** The names of all projects that were ever applied. */
    public List<String> projects() {
        return HistoryJson.decodeProjects(http.get("/v1/projects"));
    }

    /** The newest revision; NOT_FOUND before the first apply. */
    public Revision latest(String project) {
        return RevisionJson.decode(http.get(path(project, "/revisions/latest")));
    }

    public Revision revision(String project, int number) {
        return RevisionJson.decode(http.get(path(project, "/revisions/" + number)));
    }

    /** All revisions, the newest first. */
    public List<RevisionSummary> history(String project) {
        return HistoryJson.decode(http.get(path(project, "/revisions")));
    }

    /** What an apply of these definitions would do to the newest revision; changes nothing. */
    public Plan plan(String project, Definitions definitions) {
        return PlanJson.decode(http.post(path(project, "/plan"), RequestJson.encodePlan(definitions)));
    }

    /** The revision that the apply made, or the base itself when the definitions change nothing. */
    public Revision apply(String project, ApplyRequest request) {
        return RevisionJson.decode(http.post(path(project, "/revisions"), RequestJson.encodeApply(request)));
    }

    /** The revision that holds the model with its new version. */
    public Revision registerModelVersion(String project, String model, ModelVersion version) {
        return RevisionJson.decode(http.post(
                path(project, "/models/" + encode(model) + "/versions"),
                JsonObject.encode(ModelJson.writeVersion(version))));
    }

    /** The newest revision, or null when it is still the tagged one. */
    @Nullable
    FetchedRevision fetchLatest(String project, @Nullable String tag) {
        return http.fetch(path(project, "/revisions/latest"), tag);
    }

    private static String path(String project, String rest) {
        return "/v1/projects/" + encode(project) + rest;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
