package io.granary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static final String TWO_ANSWERS = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
            + "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n";

    private final List<String> answers = new ArrayList<>();
    private final AnswerReader reader = new AnswerReader((status, length) -> answers.add(status + ":" + length));

    @Test
    void findsAnswersThatArriveTogether() {
        reader.read(Buffer.buffer(TWO_ANSWERS));

        assertThat(answers).containsExactly("200:5", "503:0");
    }

    @Test
    void findsAnswersThatArriveByteByByte() {
        for (byte each : Buffer.buffer(TWO_ANSWERS).getBytes()) {
            reader.read(Buffer.buffer(new byte[] {each}));
        }

        assertThat(answers).containsExactly("200:5", "503:0");
    }

    @Test
    void waitsForTheEndOfABody() {
        reader.read(Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhell"));

        assertThat(answers).isEmpty();
    }

    @Test
    void refusesAnAnswerOfUnknownLength() {
        assertThatThrownBy(() -> reader.read(Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n")))
                .hasMessageStartingWith("answer without content-length: http/1.1 200 ok");
    }
}
