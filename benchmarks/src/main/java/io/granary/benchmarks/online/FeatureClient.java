package io.granary.benchmarks.online;

import io.granary.benchmarks.load.PreparedRequest;
import java.io.IOException;
import java.util.List;

/** Asks for features one question at a time, and checks each answer whole. */
public interface FeatureClient {

    /**
     * Checks the answer to every question.
     *
     * @return the same requests for a load, which expects these answers
     * @throws IllegalStateException naming the first thing that is wrong
     */
    List<PreparedRequest> check(List<FeatureQuestion> questions) throws IOException, InterruptedException;
}
