package io.granary.cli;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.client.PlanFile;
import io.granary.registry.client.PlanFileJson;
import io.granary.registry.client.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans on disk, between the command that made them and the one that applies them. */
final class PlanFiles {

    private PlanFiles() {}

    static void write(Path path, PlanFile file) {
        try {
            Files.write(path, PlanFileJson.encode(file));
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot write the plan to " + path + ": " + e, e);
        }
    }

    /** The plan, which was made for this registry and is as it was written. */
    static PlanFile read(Path path, RegistryApi registry) {
        PlanFile file = read(path);
        if (!file.registry().equals(registry.identity())) {
            throw new GranaryException(
                    ErrorCode.CONFLICT,
                    "Cannot apply " + path + ": it was planned against another registry; plan again");
        }
        return file;
    }

    private static PlanFile read(Path path) {
        byte[] json;
        try {
            json = Files.readAllBytes(path);
        } catch (IOException e) {
            throw GranaryException.invalid("plan", path, "a file that can be read");
        }
        try {
            return PlanFileJson.decode(json);
        } catch (GranaryException e) {
            throw new GranaryException(e.code(), "Cannot apply " + path + ": " + e.getMessage(), e);
        }
    }
}
