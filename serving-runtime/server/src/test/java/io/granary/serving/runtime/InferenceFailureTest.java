package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class InferenceFailureTest {

    @Test
    void tellsAKnownFailureInTheMemberOfTheProtocol() {
        Throwable failure = InferenceFailure.of(new CompletionException(GranaryException.notFound("model", "trip")));

        assertThat(failure)
                .asInstanceOf(InstanceOfAssertFactories.type(InferenceFailure.class))
                .returns(ErrorCode.NOT_FOUND, GranaryException::code)
                .returns(Map.of("error", "model: 'trip' does not exist"), InferenceFailure::members);
    }

    @Test
    void tellsADeadlineThatPassed() {
        assertThat(InferenceFailure.of(new TimeoutException()))
                .asInstanceOf(InstanceOfAssertFactories.type(InferenceFailure.class))
                .returns(ErrorCode.DEADLINE_EXCEEDED, GranaryException::code);
    }
}
