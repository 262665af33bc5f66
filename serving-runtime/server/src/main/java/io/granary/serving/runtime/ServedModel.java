package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model of a revision.
 *
 * @param ready versions that answer, by name
 * @param failures versions that do not, with the reason
 */
record ServedModel(Model model, Map<String, ServedVersion> ready, Map<String, String> failures) {

    ServedModel {
        ready = Map.copyOf(ready);
        failures = Map.copyOf(failures);
    }

    /** The newest version that is ready, or null. */
    @Nullable
    ServedVersion findNewest() {
        List<ModelVersion> versions = model.versions();
        for (int i = versions.size() - 1; i >= 0; i--) {
            ServedVersion candidate = ready.get(versions.get(i).version());
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * The version of that name or alias; null asks for the newest that is ready.
     *
     * @throws GranaryException (NOT_FOUND) when there is no such version; (UNAVAILABLE) when it is not ready
     */
    ServedVersion version(@Nullable String nameOrAlias) {
        ServedVersion found = nameOrAlias == null ? findNewest() : ready.get(resolve(nameOrAlias));
        if (found == null) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, "model '" + model.name() + "' is not ready: " + reason(nameOrAlias));
        }
        return found;
    }

    private String resolve(String nameOrAlias) {
        ModelVersion version = model.findVersion(nameOrAlias);
        if (version == null) {
            throw GranaryException.notFound("model version", model.name() + "/" + nameOrAlias);
        }
        return version.version();
    }

    private String reason(@Nullable String nameOrAlias) {
        if (nameOrAlias != null) {
            return failures.getOrDefault(resolve(nameOrAlias), "it is being loaded");
        }
        return model.versions().isEmpty() ? "it has no version yet; train or register one" : failures.toString();
    }
}
