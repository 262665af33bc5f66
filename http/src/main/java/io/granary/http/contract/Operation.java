package io.granary.http.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract. Safe for threads.
 *
 * @param id unique in the document
 * @param method in capitals
 * @param path with parameters in braces: {@code /v1/projects/{project}}
 * @param tag of the part that answers it
 * @param parameters of path, query and headers
 * @param body rule of the JSON body; null: it has none
 * @param node the operation as the document has it
 */
public record Operation(
        String id,
        String method,
        String path,
        String tag,
        List<Parameter> parameters,
        @Nullable Schema body,
        JsonNode node) {

    /** An extension of operations that take any query, since those who probe a process add theirs. */
    private static final String ANY_QUERY = "x-any-query";

    /** An extension of operations that a process answers however busy it is, since it is judged by them. */
    private static final String VITAL = "x-vital";

    /** An extension of operations whose answers take as long as their work, once the request has arrived. */
    private static final String PATIENT = "x-patient";

    /** An extension that says what an operation does, as one action or a list of which one is enough to be granted. */
    private static final String ACTION = "x-action";

    /** An extension that says on what an operation acts: see {@link #actsOn()}. */
    private static final String ACTS_ON = "x-acts-on";

    public Operation {
        requireNonNull(id, "id");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(tag, "tag");
        parameters = List.copyOf(parameters);
    }

    public boolean hasBody() {
        return body != null;
    }

    public boolean isVital() {
        return node.has(VITAL);
    }

    public boolean isPatient() {
        return node.has(PATIENT);
    }

    /** Whether it is answered whoever asks. */
    public boolean isOpen() {
        return node.path("security").isArray() && node.path("security").isEmpty();
    }

    /** What the operation does, in the words of permissions; a caller needs one of them. Empty when it does not say. */
    public Set<String> actions() {
        JsonNode given = node.path(ACTION);
        Set<String> actions = new TreeSet<>();
        given.forEach(action -> actions.add(action.asText()));
        if (given.isTextual()) {
            actions.add(given.asText());
        }
        return actions;
    }

    /**
     * On what it acts: the name of a path parameter, {@code each} when the operation asks for each name in its request,
     * {@code any} when a grant on anything is enough; null for everything of the project.
     */
    public @Nullable String actsOn() {
        return node.path(ACTS_ON).textValue();
    }

    /** What is wrong with the parameters of a request; a lookup gives null for one that is absent. */
    public List<Violation> checkParameters(
            Function<String, @Nullable String> path,
            Function<String, @Nullable String> query,
            Function<String, @Nullable String> header) {
        List<Violation> violations = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Function<String, @Nullable String> lookup = switch (parameter.in()) {
                case PATH -> path;
                case QUERY -> query;
                case HEADER -> header;
            };
            parameter.check(lookup.apply(parameter.name()), violations);
        }
        return violations;
    }

    /** What is wrong with the names of a request's query parameters. */
    public List<Violation> checkQueryNames(Set<String> names) {
        if (node.has(ANY_QUERY)) {
            return List.of();
        }
        Set<String> known = queryNames();
        return names.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Violation(name, "unknown parameter (expected: one of " + known + ")"))
                .toList();
    }

    /** What is wrong with a body. */
    public List<Violation> checkBody(JsonNode json) {
        List<Violation> violations = new ArrayList<>();
        if (body != null) {
            body.check(json, new Place("body", violations));
        }
        return violations;
    }

    private Set<String> queryNames() {
        Set<String> names = new TreeSet<>();
        parameters.stream()
                .filter(parameter -> parameter.in() == Parameter.Where.QUERY)
                .forEach(parameter -> names.add(parameter.name()));
        return names;
    }
}
