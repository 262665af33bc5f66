package io.granary.registry.server.repository;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.List;
import java.util.stream.Collectors;

/** A feature repository with problems: all of them, in the order of files and lines. */
public final class InvalidRepositoryException extends GranaryException {

    private final transient List<Problem> problems;

    InvalidRepositoryException(List<Problem> problems) {
        super(ErrorCode.INVALID_ARGUMENT, text(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(Problem::text).collect(Collectors.joining("\n\n"));
    }
}
