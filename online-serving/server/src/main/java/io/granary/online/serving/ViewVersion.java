package io.granary.online.serving;

import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.Revision;

/**
 * Which version of a view an answer comes from.
 *
 * @param name of the view, or of its role
 * @param version the number of the registry's revision that gave the view the columns and the computation it has
 */
record ViewVersion(String name, int version) {

    static ViewVersion of(FeatureSelection selection, Revision revision) {
        return new ViewVersion(selection.role(), number(selection.view(), revision));
    }

    /** @throws io.granary.core.GranaryException (NOT_FOUND) when the view is none that is stored */
    static int number(String view, Revision revision) {
        return revision.viewState(view).schemaRevision();
    }
}
