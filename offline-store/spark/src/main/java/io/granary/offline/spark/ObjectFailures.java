package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.jspecify.annotations.Nullable;

/** Why objects cannot be read, in our words. Connectors are named by their classes' names, as they need not be there. */
final class ObjectFailures {

    private static final List<Class<? extends Throwable>> UNREACHABLE = List.of(
            ConnectException.class, UnknownHostException.class, SocketException.class, InterruptedIOException.class);

    private ObjectFailures() {}

    /** One that reading again does not mend. */
    static GranaryException refused(String address, String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read " + address + ": " + reason);
    }

    /** The failure itself where it is ours, else what it means for an address. */
    static GranaryException of(String address, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            GranaryException known = known(address, cause, failure);
            if (known != null) {
                return known;
            }
        }
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot read " + address + ": " + firstLine(failure), failure);
    }

    private static @Nullable GranaryException known(String address, Throwable cause, Throwable failure) {
        String name = cause.getClass().getSimpleName();
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof GranaryException ours) {
            return ours;
        }
        if (name.equals("UnknownStoreException") || name.equals("NoSuchBucketException")) {
            return with(ErrorCode.FAILED_PRECONDITION, address, "there is no such bucket", failure);
        }
        if (name.startsWith("NoAuthWithAWS")
                || name.startsWith("NoAwsCred")
                || said.contains("Unable to load credentials")) {
            return with(
                    ErrorCode.FAILED_PRECONDITION,
                    address,
                    "no credentials are found in the environment, a profile or the machine's identity",
                    failure);
        }
        if (cause instanceof AccessDeniedException) {
            return with(ErrorCode.FAILED_PRECONDITION, address, "the store denies access to it", failure);
        }
        if (cause instanceof FileNotFoundException) {
            return with(ErrorCode.FAILED_PRECONDITION, address, "nothing is there", failure);
        }
        if (name.equals("RemoteFileChangedException")) {
            return with(
                    ErrorCode.FAILED_PRECONDITION,
                    address,
                    "it changed after it was listed; run the job again",
                    failure);
        }
        if (cause instanceof UnsupportedFileSystemException || cause instanceof ClassNotFoundException) {
            return with(
                    ErrorCode.FAILED_PRECONDITION,
                    address,
                    "its connector is not among the Spark engine's jars, in the folder connectors; that for s3 and s3a"
                            + " comes with Granary, those for gs and abfs do not",
                    failure);
        }
        return UNREACHABLE.stream().anyMatch(kind -> kind.isInstance(cause))
                ? with(ErrorCode.UNAVAILABLE, address, "its store does not answer: " + firstLine(cause), failure)
                : null;
    }

    private static GranaryException with(ErrorCode code, String address, String reason, Throwable failure) {
        return new GranaryException(code, "Cannot read " + address + ": " + reason, failure);
    }

    private static String firstLine(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
