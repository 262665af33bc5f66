package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.List;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/** Why a Spark job failed, in our words. */
final class SparkFailure {

    private static final String UNREADABLE_FILE = "FAILED_READ_FILE";

    /** What Linux says of a file that cannot become longer. */
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private SparkFailure() {}

    /**
     * Our own failure, however deep Spark has wrapped it, else the file that it could not read, else that no file could grow,
     * else what it says.
     *
     * @param scratch folder of temporary files
     */
    static GranaryException of(Throwable failure, String scratch) {
        GranaryException known = ours(failure);
        known = known == null ? unreadable(failure) : known;
        known = known == null ? full(failure, scratch) : known;
        return known == null
                ? new GranaryException(
                        ErrorCode.INTERNAL, "Cannot finish the Spark job: " + failure.getMessage(), failure)
                : known;
    }

    private static @Nullable GranaryException ours(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GranaryException ours) {
                return ours;
            }
        }
        return null;
    }

    private static @Nullable GranaryException unreadable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable known && isUnreadableFile(known.getCondition())) {
                return unreadable(known.getMessageParameters().get("path"), cause);
            }
        }
        return null;
    }

    private static boolean isUnreadableFile(@Nullable String condition) {
        return condition != null && condition.startsWith(UNREADABLE_FILE);
    }

    private static GranaryException unreadable(@Nullable String path, Throwable failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        String file = String.valueOf(path).replaceFirst("^file:/+", "/");
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read file " + file + ": " + reason.getMessage(), failure);
    }

    private static @Nullable GranaryException full(Throwable failure, String scratch) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            String full = FULL.stream().filter(message::contains).findFirst().orElse(null);
            if (full != null) {
                return new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot write files: " + full + " (temporary ones are below " + scratch + ")",
                        failure);
            }
        }
        return null;
    }
}
