package io.granary.benchmarks.load;

/** What a load talks. */
public enum Protocol {
    HTTP,
    GRPC,
    REDIS;

    Conversation newConversation() {
        return switch (this) {
            case HTTP -> new HttpConversation();
            case GRPC -> new GrpcConversation();
            case REDIS -> new RedisConversation();
        };
    }
}
