package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A job that is left to somebody else, and the command that does it.
 *
 * @param path of the file
 * @param command with its arguments
 */
record JobFile(Path path, List<String> command) {

    /** @throws GranaryException (FAILED_PRECONDITION) when the file is there or cannot be written */
    static JobFile write(Path path, OfflineJob job, List<String> command) {
        try {
            Files.write(path, OfflineJobJson.encode(job), StandardOpenOption.CREATE_NEW);
            return new JobFile(path, command);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot write job file " + path + ": " + e, e);
        }
    }

    /** The command as a shell takes it. */
    String text() {
        return String.join(" ", command.stream().map(JobFile::quoted).toList()) + System.lineSeparator();
    }

    ObjectNode toNode() {
        ObjectNode node = JsonHttp.MAPPER.createObjectNode().put("jobFile", path.toString());
        command.forEach(node.putArray("command")::add);
        return node;
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
