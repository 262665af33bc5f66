package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The replies to what is sent first on a connection: any but errors are welcome. For one thread. */
final class GreetingReplies implements RespReplies {

    /** What follows when a server cites a command that it does not know, passwords included. */
    private static final String CITATION = " with args";

    /** Is told what comes of it, once. */
    interface Outcome {

        void accepted();

        void refused(String error);
    }

    private final Outcome outcome;
    private int repliesLeft;
    private int elementsLeft = 1;

    /** @param commands that were sent */
    GreetingReplies(int commands, Outcome outcome) {
        this.repliesLeft = commands;
        this.outcome = outcome;
    }

    @Override
    public void aggregate(byte type, int elements) {
        elementsLeft += elements;
        endElement();
    }

    @Override
    public void bulk(byte type, int length) {}

    @Override
    public void payload(byte[] bytes, int from, int length) {}

    @Override
    public void bulkEnd() {
        endElement();
    }

    @Override
    public void nil() {
        endElement();
    }

    @Override
    public void line(byte type, byte[] bytes, int from, int length) {
        if (type == '-') {
            outcome.refused(withoutCitation(new String(bytes, from, length, UTF_8)));
        } else {
            endElement();
        }
    }

    private static String withoutCitation(String error) {
        int citation = error.indexOf(CITATION);
        return citation < 0 ? error : error.substring(0, citation);
    }

    private void endElement() {
        if (--elementsLeft > 0) {
            return;
        }
        elementsLeft = 1;
        if (--repliesLeft == 0) {
            outcome.accepted();
        }
    }
}
