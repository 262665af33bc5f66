package io.granary.benchmarks.online;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.protocol.feast.FeatureList;
import io.granary.protocol.feast.GetOnlineFeaturesRequest;
import io.granary.protocol.feast.RepeatedValue;
import io.granary.protocol.feast.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks over gRPC, by Feast's service. */
public final class ProtobufClient implements FeatureClient {

    private static final String PATH = "/feast.serving.ServingService/GetOnlineFeatures";
    private static final String HELLO = "/hello";

    private final int port;

    public ProtobufClient(int port) {
        this.port = port;
    }

    @Override
    public List<PreparedRequest> check(List<FeatureQuestion> questions) throws IOException {
        List<PreparedRequest> requests = new ArrayList<>();
        try (Exchange server = Exchange.connect(Protocol.GRPC, port)) {
            for (FeatureQuestion question : questions) {
                byte[] asked = message(question);
                byte[] answer = ask(server, PATH, asked);
                ProtobufAnswer right = new ProtobufAnswer(question);
                right.check(answer);
                requests.add(PreparedRequest.call(PATH, asked, new RightAnswer(answer, right::isRightButLate)));
            }
        }
        return requests;
    }

    /** Checks the answer of a hello. */
    List<PreparedRequest> checkHello() throws IOException {
        try (Exchange server = Exchange.connect(Protocol.GRPC, port)) {
            byte[] answer = ask(server, HELLO, new byte[0]);
            if (!new String(answer, UTF_8).endsWith(HelloServer.TEXT)) {
                throw new IllegalStateException("Wrong answer of hello: " + new String(answer, UTF_8));
            }
            return List.of(PreparedRequest.call(HELLO, new byte[0], Expectation.of(answer)));
        }
    }

    private static byte[] ask(Exchange server, String path, byte[] message) throws IOException {
        Answer answer = server.ask(PreparedRequest.call(path, message, Expectation.ANY));
        if (answer.status() != Answer.OK) {
            throw new IllegalStateException("Status " + answer.status());
        }
        return answer.body();
    }

    private static byte[] message(FeatureQuestion question) {
        RepeatedValue.Builder keys = RepeatedValue.newBuilder();
        question.entities().forEach(entity -> keys.addVal(Value.newBuilder().setInt64Val(entity)));
        return GetOnlineFeaturesRequest.newBuilder()
                .setFeatures(FeatureList.newBuilder().addAllVal(question.references()))
                .putEntities(OnlineProject.JOIN_KEY, keys.build())
                .build()
                .toByteArray();
    }
}
