package io.granary.benchmarks.load;

/** What a load talks. */
public enum Protocol {
    HTTP,
    REDIS;

    Conversation newConversation() {
        return switch (this) {
            case HTTP -> new HttpConversation();
            case REDIS -> new RedisConversation();
        };
    }
}
