package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The registry's HTTP calls, typed. Every call blocks, and throws a {@link io.granary.core.GranaryException} with the
 * code that the registry answered, or UNAVAILABLE when it did not answer. Safe for threads.
 */
public final class RegistryApi {

    private final RegistryHttp http;

    /** @param timeout of one call */
    public RegistryApi(URI address, Duration timeout) {
        this(new RegistryHttp(requireNonNull(address, "address"), requireNonNull(timeout, "timeout")));
    }

    RegistryApi(RegistryHttp http) {
        this.http = http;
    }

    /** The names of all projects that were ever applied. */
    public List<String> projects() {
        return all("/v1/projects", HistoryJson::decodeProjects);
    }

    /** What tells this registry from all others, whatever its address. */
    public String identity() {
        return http.identity("/v1/projects");
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
        return all(path(project, "/revisions"), HistoryJson::decode);
    }

    /**
     * A page of the revisions, the newest first.
     *
     * @param cursor {@code next} of the page before; null: the first page
     */
    public Page<RevisionSummary> history(String project, int limit, @Nullable String cursor) {
        StringJoiner parameters = new StringJoiner("&", "?", "").add("limit=" + limit);
        add(parameters, "cursor", cursor);
        return HistoryJson.decode(http.get(path(project, "/revisions" + parameters)));
    }

    /** What an apply of these definitions would do to the newest revision; changes nothing. */
    public Plan plan(String project, Definitions definitions) {
        byte[] request = RequestJson.requireSize(RequestJson.encodePlan(definitions));
        return PlanJson.decode(http.post(path(project, "/plan?details=true"), request));
    }

    /** What leads from one revision to another; {@code to} 0 is the newest. */
    public Plan diff(String project, int from, int to) {
        String until = to == 0 ? "" : "&to=" + to;
        return PlanJson.decode(http.get(path(project, "/diff?from=" + from + until)));
    }

    /** The revision that the apply made, or the base itself when the definitions change nothing. */
    public Revision apply(String project, ApplyRequest request) {
        return RevisionJson.decode(
                http.postOnce(path(project, "/revisions"), RequestJson.requireSize(RequestJson.encodeApply(request))));
    }

    /** The revision that the rollback made, or the base itself when it has the same definitions. */
    public Revision rollback(String project, RollbackRequest request) {
        return RevisionJson.decode(http.postOnce(path(project, "/rollback"), RequestJson.encodeRollback(request)));
    }

    /** Which revision answers, and the generations on their way; NOT_FOUND before the first apply. */
    public Rollout rollout(String project) {
        return RolloutJson.decode(http.get(path(project, "/rollout")));
    }

    /** The same, with the revisions that it is about. */
    public ProjectRollout projectRollout(String project) {
        Rollout rollout = rollout(project);
        Map<Integer, Revision> revisions = new HashMap<>();
        ProjectRollout.revisionsOf(rollout).forEach(number -> revisions.put(number, revision(project, number)));
        return new ProjectRollout(rollout, revisions);
    }

    /** The revision that answers; NOT_FOUND before the first apply. */
    public Revision live(String project) {
        return RevisionJson.decode(http.get(path(project, "/revisions/live")));
    }

    /**
     * Says that a generation was filled, or is to be answered from although it was not; see
     * {@link Rollout#promote}.
     *
     * @return the rollout after that
     */
    public Rollout promote(String project, ViewGeneration generation) {
        return RolloutJson.decode(http.put(generationPath(project, generation), RolloutJson.encodeFilled(generation)));
    }

    /** Says that a generation's rows were removed; see {@link Rollout#dropped}. */
    public void dropped(String project, ViewGeneration generation) {
        http.delete(generationPath(project, generation) + "?firstRevision=" + generation.firstRevision());
    }

    /** What a node's values come from or go into, in the newest revision. */
    public Lineage lineage(String project, LineageQuery query) {
        StringJoiner parameters = new StringJoiner("&", "?", "")
                .add("node=" + encode(query.node()))
                .add("direction=" + query.direction().text());
        if (query.depth() != LineageQuery.UNLIMITED) {
            parameters.add("depth=" + query.depth());
        }
        return LineageJson.decode(http.get(path(project, "/lineage" + parameters)));
    }

    /** A page of what the newest revision has for a query. */
    public SearchResult search(String project, SearchQuery query) {
        StringJoiner parameters = new StringJoiner("&", "?", "")
                .add("text=" + encode(query.text()))
                .add("limit=" + query.limit());
        add(parameters, "kind", query.kind() == null ? null : query.kind().text());
        add(parameters, "owner", query.owner());
        add(parameters, "tag", query.tag());
        add(parameters, "cursor", query.cursor());
        return SearchJson.decode(http.get(path(project, "/search" + parameters)));
    }

    /** The revision that holds the model with its new version. */
    public Revision registerModelVersion(String project, String model, ModelVersion version) {
        return RevisionJson.decode(http.postOnce(
                path(project, "/models/" + encode(model) + "/versions"),
                JsonDocument.encode(ModelJson.writeVersion(version))));
    }

    private <T> List<T> all(String path, Function<byte[], Page<T>> decode) {
        Page<T> page = decode.apply(http.get(path));
        List<T> items = new ArrayList<>(page.items());
        while (page.next() != null) {
            page = decode.apply(http.get(path + "?cursor=" + encode(page.next())));
            items.addAll(page.items());
        }
        return items;
    }

    private static String generationPath(String project, ViewGeneration generation) {
        return path(project, "/generations/" + encode(generation.view()) + "/" + encode(generation.generation()));
    }

    static String path(String project, String rest) {
        return "/v1/projects/" + encode(project) + rest;
    }

    private static void add(StringJoiner parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(name + "=" + encode(value));
        }
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
