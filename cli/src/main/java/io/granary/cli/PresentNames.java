package io.granary.cli;

import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import java.util.HashMap;
import java.util.Map;

/** What a revision calls the views of generations, its own and earlier ones, which keep the name they were born with. */
final class PresentNames {

    private final Map<String, String> views = new HashMap<>();

    PresentNames(Revision revision) {
        revision.viewStates()
                .forEach((view, state) -> state.retired().forEach(retired -> views.put(retired.field(view), view)));
        revision.viewStates().forEach((view, state) -> views.put(state.field(view), view));
    }

    /** The stored name of a view that the revision does not know. */
    String view(ViewGeneration generation) {
        return views.getOrDefault(generation.field(), generation.view());
    }

    /** {@code view@generation} as people know it. */
    String text(ViewGeneration generation) {
        return view(generation) + "@" + generation.generation();
    }
}
