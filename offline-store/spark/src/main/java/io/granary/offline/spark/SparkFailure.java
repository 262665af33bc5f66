package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/** Why a Spark job failed, in our words. */
final class SparkFailure {

    private static final String UNREADABLE_FILE = "FAILED_READ_FILE";

    private SparkFailure() {}

    /** Our own failure, however deep Spark has wrapped it, else the file that it could not read, else what it says. */
    static GranaryException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GranaryException ours) {
                return ours;
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable known && isUnreadableFile(known.getCondition())) {
                return unreadable(known.getMessageParameters().get("path"), cause);
            }
        }
        return new GranaryException(
                ErrorCode.INTERNAL, "Cannot finish the Spark job: " + failure.getMessage(), failure);
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
}
