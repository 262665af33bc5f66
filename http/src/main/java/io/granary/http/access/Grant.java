package io.granary.http.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Some actions on things of some names in some projects. */
record Grant(Set<Action> actions, List<NamePattern> projects, List<NamePattern> names) {

    /** Everything. */
    static final Grant ALL =
            new Grant(EnumSet.allOf(Action.class), List.of(new NamePattern("*")), List.of(new NamePattern("*")));

    Grant {
        actions = Set.copyOf(actions);
        projects = List.copyOf(projects);
        names = List.copyOf(names);
    }

    /** Whether there may be something of the project that the action is granted on. */
    boolean allows(Action action, String project) {
        return actions.contains(action) && matches(projects, project);
    }

    boolean allows(Action action, String project, String name) {
        return allows(action, project) && matches(names, name);
    }

    boolean allowsAll(Action action, String project) {
        return allows(action, project) && names.stream().anyMatch(NamePattern::matchesAll);
    }

    private static boolean matches(List<NamePattern> patterns, String name) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(name)) {
                return true;
            }
        }
        return false;
    }
}
