package io.granary.benchmarks.ready;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.load.Verdict;
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
                requests.add(request(question, rightOrLate(answer.body())));
            }
        }
        return requests;
    }

    /** Exactly these bytes, unless the store did not bring all values in time, as in the first moments of a cold process. */
    private static Expectation rightOrLate(byte[] right) {
        return answer -> {
            if (answer.isOk(right)) {
                return Verdict.RIGHT;
            }
            boolean isLate = new String(answer.body(), ISO_8859_1).contains("UNAVAILABLE");
            return answer.status() == Answer.OK && isLate ? Verdict.LATE : Verdict.WRONG;
        };
    }

    private PreparedRequest request(FeatureQuestion question, Expectation expected) {
        return PreparedRequest.postFor(mediaType, JsonClient.PATH, JsonClient.json(question), expected);
    }
}
