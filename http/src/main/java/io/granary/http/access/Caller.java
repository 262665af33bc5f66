package io.granary.http.access;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Set;

/** Whom a request comes from, asked what it may do. Every refusal is counted. Safe for threads. */
public final class Caller {

    /** Who may do everything. */
    public static final Caller ANYONE = new Caller(List.of(Grant.ALL), new CompositeMeterRegistry().counter("refused"));

    private final List<Grant> grants;
    private final Counter forbidden;

    Caller(List<Grant> grants, Counter forbidden) {
        this.grants = List.copyOf(grants);
        this.forbidden = forbidden;
    }

    /** @throws GranaryException (PERMISSION_DENIED) naming what is not granted */
    public void require(Action action, String project, String name) {
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).allows(action, project, name)) {
                return;
            }
        }
        throw refused("'" + name + "'", action + " on it", project);
    }

    /**
     * Asks for all of several names, such as those of one request.
     *
     * @throws GranaryException (PERMISSION_DENIED) naming the first that is not granted
     */
    public void requireEach(Action action, String project, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            require(action, project, names.get(i));
        }
    }

    /** Asks for one of some actions on a name. */
    void requireOneOf(Set<Action> actions, String project, String name) {
        require(
                actions.stream()
                        .anyMatch(action -> grants.stream().anyMatch(grant -> grant.allows(action, project, name))),
                "'" + name + "'",
                words(actions) + " on it",
                project);
    }

    /** Asks for one of some actions on anything of a project, before more is known of a request. */
    void requireAnything(Set<Action> actions, String project) {
        for (Action action : actions) {
            for (int i = 0; i < grants.size(); i++) {
                if (grants.get(i).allows(action, project)) {
                    return;
                }
            }
        }
        throw refused("project '" + project + "'", words(actions) + " on something", project);
    }

    /** Asks for one of some actions on everything of a project. */
    void requireEverything(Set<Action> actions, String project) {
        require(
                actions.stream()
                        .anyMatch(action -> grants.stream().anyMatch(grant -> grant.allowsAll(action, project))),
                "project '" + project + "'",
                words(actions) + " on all names, '*',",
                project);
    }

    private static String words(Set<Action> actions) {
        return String.join(" or ", actions.stream().map(Action::name).sorted().toList());
    }

    private void require(boolean holds, String what, String expected, String project) {
        if (!holds) {
            throw refused(what, expected, project);
        }
    }

    private GranaryException refused(String what, String expected, String project) {
        forbidden.increment();
        return new GranaryException(
                ErrorCode.PERMISSION_DENIED,
                what + ": not granted (expected: a key with " + expected + " in project '" + project + "')");
    }
}
