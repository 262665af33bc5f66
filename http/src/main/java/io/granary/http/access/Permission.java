package io.granary.http.access;

import io.granary.http.contract.Operation;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operation of the contract asks of its callers: one of some actions, on the thing that a path parameter names, on
 * anything of the project when the operation itself asks for each name in its request, else on everything of the project.
 */
public final class Permission {

    private static final String PROJECT = "project";

    /** Values of the extension that are no path parameters. */
    private static final List<String> ANYTHING = List.of("each", "any");

    private final Access access;
    private final Set<Action> actions;
    private final @Nullable String actsOn;

    private Permission(Access access, Set<Action> actions, @Nullable String actsOn) {
        this.access = access;
        this.actions = actions;
        this.actsOn = actsOn;
    }

    /**
     * Reads it from the contract.
     *
     * @throws IllegalStateException when the operation does not say what it does
     */
    public static Permission of(Operation operation, Access access) {
        Set<Action> actions = operation.actions().stream().map(Action::valueOf).collect(Collectors.toUnmodifiableSet());
        String actsOn = operation.actsOn();
        boolean isKnown =
                actsOn == null || ANYTHING.contains(actsOn) || operation.path().contains("{" + actsOn + "}");
        if (actions.isEmpty() || !isKnown) {
            throw new IllegalStateException("operationId: " + operation.id()
                    + " (expected: x-action, and x-acts-on with each, any or a path parameter; or security: [])");
        }
        return new Permission(access, actions, actsOn);
    }

    /**
     * Asks whether a request may be handled.
     *
     * @param path gives a path parameter, null for one that the path has not
     * @throws io.granary.core.GranaryException UNAUTHENTICATED or PERMISSION_DENIED
     */
    public void require(HttpServerRequest request, Function<String, @Nullable String> path) {
        Caller caller = access.caller(request);
        String named = path.apply(PROJECT);
        String project = named == null ? access.project() : named;
        if (actsOn == null) {
            caller.requireEverything(actions, project);
        } else if (ANYTHING.contains(actsOn)) {
            caller.requireAnything(actions, project);
        } else {
            caller.requireOneOf(actions, project, String.valueOf(path.apply(actsOn)));
        }
    }
}
