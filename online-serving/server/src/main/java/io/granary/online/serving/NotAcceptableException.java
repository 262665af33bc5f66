package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import java.util.Arrays;
import java.util.stream.Collectors;

/** No format of an answer is one that the caller takes. */
final class NotAcceptableException extends GranaryException implements ProblemDetails {

    private static final int NOT_ACCEPTABLE = 406;

    NotAcceptableException(String accept) {
        super(ErrorCode.INVALID_ARGUMENT, "Accept: " + accept + " (expected: one of " + formats() + ")");
    }

    private static String formats() {
        return Arrays.stream(AnswerFormat.values()).map(AnswerFormat::mediaType).collect(Collectors.joining(", "));
    }

    @Override
    public int status(int ofCode) {
        return NOT_ACCEPTABLE;
    }
}
