package io.granary.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedisConversationTest {

    private static final String REPLIES = "*2\r\n$4\r\na\r\nb\r\n$-1\r\n*1\r\n$0\r\n\r\n";

    private final RedisConversation conversation = new RedisConversation();

    @Test
    void findsTheEndOfAllReplies() {
        ask(2);

        assertThat(requireNonNull(receive(REPLIES)).isOk(REPLIES.getBytes(US_ASCII)))
                .isTrue();
    }

    @Test
    void findsTheEndOfRepliesThatArriveByteByByte() {
        for (int round = 0; round < 2; round++) {
            ask(2);
            for (int i = 0; i < REPLIES.length() - 1; i++) {
                assertThat(receive(REPLIES.substring(i, i + 1))).isNull();
            }
            assertThat(receive("\n")).isNotNull();
        }
    }

    @Test
    void takesAnErrorForAFailure() {
        ask(1);

        assertThat(requireNonNull(receive("-ERR no\r\n")).status()).isNotEqualTo(Answer.OK);
    }

    private void ask(int replies) {
        conversation.ask(PreparedRequest.pipelined(new byte[0], replies, Expectation.ANY), Unpooled.buffer());
    }

    private @Nullable Answer receive(String text) {
        return conversation.receive(Unpooled.copiedBuffer(text, US_ASCII), Unpooled.buffer());
    }
}
