package io.granary.registry.server.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.server.store.RegistryContents;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads a backup from its first line to its last, and trusts none of it before that. Not safe for threads. */
final class BackupInput {

    private final Path file;
    private final CheckedContents contents;
    private final Checksum checksum = new Checksum();
    private int lines;

    private BackupInput(Path file, CheckedContents contents) {
        this.file = file;
        this.contents = contents;
    }

    /**
     * Passes on what a file holds, as it goes: whoever takes it has to forget it when this throws.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when the file is not whole, and as it was written
     */
    static BackupSummary read(Path file, RegistryContents contents) {
        return new BackupInput(file, new CheckedContents(contents)).read();
    }

    private BackupSummary read() {
        try (LineReader reader = LineReader.open(file)) {
            return read(reader);
        } catch (EOFException e) {
            throw refusal("it is truncated", e);
        } catch (ZipException e) {
            throw refusal("it is damaged, or no backup (" + e.getMessage() + ")", e);
        } catch (NoSuchFileException e) {
            throw GranaryException.notFound("backup", file.toString());
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read backup " + file + ": " + e.getMessage(), e);
        } catch (GranaryException e) {
            throw e.code() == ErrorCode.INVALID_ARGUMENT ? refusal("line " + lines + ": " + e.getMessage(), e) : e;
        }
    }

    private BackupSummary read(LineReader reader) throws IOException {
        BackupSummary header = BackupJson.readHeader(next(reader));
        contents.identity(header.identity());
        JsonNode line = next(reader);
        while (!line.has(BackupJson.END)) {
            take(line);
            line = next(reader);
        }
        if (reader.next() != null) {
            throw new ZipException("it goes on after its end");
        }
        return new BackupSummary(header.identity(), header.createdAt(), contents.projects());
    }

    private void take(JsonNode line) {
        if (line.has(BackupJson.REVISION)) {
            contents.revision(BackupJson.readRevision(line), BackupJson.readCounts(line));
        } else if (line.has(BackupJson.ROLLOUT)) {
            contents.rollout(BackupJson.readRollout(line));
        } else {
            throw GranaryException.invalid("line", line.fieldNames().next(), "a revision, a rollout or the end");
        }
    }

    private JsonNode next(LineReader reader) throws IOException {
        byte[] bytes = reader.next();
        if (bytes == null) {
            throw new EOFException();
        }
        lines++;
        JsonNode line = BackupJson.parse(bytes);
        if (line.has(BackupJson.END)) {
            requireEnd(line.path(BackupJson.END));
        }
        checksum.add(bytes);
        return line;
    }

    private void requireEnd(JsonNode end) throws ZipException {
        if (!end.path("sha256").asText().equals(checksum.text())) {
            throw new ZipException("its checksum does not match");
        }
        contents.requireRevisions(end.path("revisions").asInt());
    }

    private GranaryException refusal(String reason, Exception cause) {
        return new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read backup " + file + ": " + reason, cause);
    }
}
