package io.granary.benchmarks.online;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKeyCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The commands that bring from Redis what an answer is made of: one {@code HMGET} for each entity, all at once. */
final class RedisFields {

    private final Shape shape;
    private final EntityKeyCodec keys;
    private final List<byte[]> fields;

    RedisFields(Revision revision, Shape shape) {
        this.shape = shape;
        List<FeatureView> views = OnlineProject.views().subList(0, shape.views());
        Definitions definitions = revision.definitions();
        this.keys = EntityKeyCodec.of(revision.project(), definitions.joinKeys(views.get(0)));
        this.fields = views.stream()
                .map(view -> revision.viewState(view.name()).field(view.name()).getBytes(UTF_8))
                .toList();
    }

    /**
     * Asks Redis once for what each question needs.
     *
     * @return the same commands for a load, which expects these answers
     */
    List<PreparedRequest> ask(int port, List<FeatureQuestion> questions) throws IOException {
        List<PreparedRequest> requests = new ArrayList<>();
        try (Exchange redis = Exchange.connect(Protocol.REDIS, port)) {
            for (FeatureQuestion question : questions) {
                byte[] commands = commands(question);
                byte[] answer = redis.ask(PreparedRequest.pipelined(commands, shape.entities(), Expectation.ANY))
                        .body();
                requests.add(PreparedRequest.pipelined(commands, shape.entities(), Expectation.of(answer)));
            }
        }
        return requests;
    }

    private byte[] commands(FeatureQuestion question) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long entity : question.entities()) {
            out.writeBytes(("*" + (fields.size() + 2) + "\r\n").getBytes(US_ASCII));
            writeBulk(out, "HMGET".getBytes(US_ASCII));
            writeBulk(out, keys.encode(new Object[] {entity}).bytes());
            fields.forEach(field -> writeBulk(out, field));
        }
        return out.toByteArray();
    }

    private static void writeBulk(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(("$" + bytes.length + "\r\n").getBytes(US_ASCII));
        out.writeBytes(bytes);
        out.writeBytes("\r\n".getBytes(US_ASCII));
    }
}
