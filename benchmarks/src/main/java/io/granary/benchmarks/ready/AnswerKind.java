package io.granary.benchmarks.ready;

import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.online.FeatureQuestion;
import io.granary.benchmarks.online.JsonClient;
import io.granary.benchmarks.online.ProtobufClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A way to be answered. */
enum AnswerKind {
    JSON("application/json"),
    ROWS("application/vnd.granary.rows+json"),
    ARROW("application/vnd.apache.arrow.stream"),
    GRPC("");

    private final String mediaType;

    AnswerKind(String mediaType) {
        this.mediaType = mediaType;
    }

    Protocol protocol() {
        return this == GRPC ? Protocol.GRPC : Protocol.HTTP;
    }

    /** @param ports of HTTP and of gRPC */
    int port(List<Integer> ports) {
        return ports.get(this == GRPC ? 1 : 0);
    }

    /** Requests that expect what a server answers now; JSON and gRPC answers are checked whole. */
    List<PreparedRequest> prepare(List<FeatureQuestion> questions, List<Integer> ports)
            throws IOException, InterruptedException {
        return switch (this) {
            case JSON -> new JsonClient(port(ports)).check(questions);
            case GRPC -> new ProtobufClient(port(ports)).check(questions);
            case ROWS, ARROW -> asked(questions, port(ports));
        };
    }

    private List<PreparedRequest> asked(List<FeatureQuestion> questions, int port) throws IOException {
        List<PreparedRequest> requests = new ArrayList<>();
        try (Exchange server = Exchange.connect(Protocol.HTTP, port)) {
            for (FeatureQuestion question : questions) {
                Answer answer = server.ask(request(question, Expectation.ANY));
                if (answer.status() != Answer.OK) {
                    throw new IllegalStateException("Status " + answer.status() + " for " + mediaType);
                }
                requests.add(request(question, Expectation.of(answer.body())));
            }
        }
        return requests;
    }

    private PreparedRequest request(FeatureQuestion question, Expectation expected) {
        return PreparedRequest.postFor(mediaType, JsonClient.PATH, JsonClient.json(question), expected);
    }
}
