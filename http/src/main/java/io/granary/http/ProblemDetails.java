package io.granary.http;

import java.util.List;
import java.util.Map;

/** What an exception adds to its problem answer beside its code and message. */
public interface ProblemDetails {

    /** The single errors of a failure that has several, in the order in which they are shown. */
    default List<ProblemError> errors() {
        return List.of();
    }

    /** The HTTP status, when the one that its code has says too little. */
    default int status(int ofCode) {
        return ofCode;
    }

    /** Further members of the problem object, such as the newer revision of a conflict; values are JSON scalars. */
    default Map<String, Object> members() {
        return Map.of();
    }
}
