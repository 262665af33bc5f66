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
        if (!isGranted(action, project, name)) {
            throw refused("'" + name + "'", action + " on it", project);
        }
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
        if (actions.stream().noneMatch(action -> isGranted(action, project, name))) {
            throw refused("'" + name + "'", words(actions) + " on it", project);
        }
    }

    private boolean isGranted(Action action, String project, String name) {
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).allows(action, project, name)) {
                return true;
            }
        }
        return false;
    }

    /** Asks for one of some actions on anything of a project, before more is known of a request. */
    void requireAnything(Set<Action> actions, String project) {
        require(actions, project, Grant::allows, "something");
    }

    /** Asks for one of some actions on everything of a project. */
    void requireEverything(Set<Action> actions, String project) {
        require(actions, project, Grant::allowsAll, "all names, '*',");
    }

    /** Whether a grant of an action reaches as far in a project as it has to. */
    private interface Reach {
        boolean isEnough(Grant grant, Action action, String project);
    }

    private void require(Set<Action> actions, String project, Reach reach, String on) {
        for (Action action : actions) {
            for (int i = 0; i < grants.size(); i++) {
                if (reach.isEnough(grants.get(i), action, project)) {
                    return;
                }
            }
        }
        throw refused("project '" + project + "'", words(actions) + " on " + on, project);
    }

    private static String words(Set<Action> actions) {
        return String.join(" or ", actions.stream().map(Action::name).sorted().toList());
    }

    private GranaryException refused(String what, String expected, String project) {
        forbidden.increment();
        return new GranaryException(
                ErrorCode.PERMISSION_DENIED,
                what + ": not granted (expected: a key with " + expected + " in project '" + project + "')");
    }
}
