package io.granary.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpConversationTest {

    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private final HttpConversation conversation = new HttpConversation();

    @Test
    void findsAnAnswer() {
        Answer answer = requireNonNull(receive(HELLO));

        assertThat(answer.isOk("hello".getBytes(US_ASCII))).isTrue();
        assertThat(answer.isOk("hallo".getBytes(US_ASCII))).isFalse();
    }

    @Test
    void findsAnswersThatArriveByteByByte() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < HELLO.length() - 1; i++) {
                assertThat(receive(HELLO.substring(i, i + 1))).isNull();
            }
            assertThat(receive("o")).isNotNull();
        }
    }

    @Test
    void tellsThatAServerAsksToRetry() {
        Answer answer = requireNonNull(
                receive("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\ncontent-length: 0\r\n\r\n"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.signs()).containsExactly(Answer.Sign.TRY_LATER);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesAnAnswerOfUnknownLength() {
        assertThatThrownBy(() -> receive("HTTP/1.1 200 OK\r\n\r\n"))
                .hasMessageStartingWith("answer without content-length: http/1.1 200 ok");
    }

    @Test
    void refusesMoreThanOneAnswer() {
        assertThatThrownBy(() -> receive(HELLO + HELLO)).hasMessage("more than one answer to a request");
    }

    private @Nullable Answer receive(String text) {
        ByteBuf nothing = Unpooled.buffer(0);
        return conversation.receive(Unpooled.copiedBuffer(text, US_ASCII), nothing);
    }
}
