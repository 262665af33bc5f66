package io.granary.ingestion.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a request with a key was answered with. */
record KeyedReceipt(RequestKey key, String receipt) {

    private static final int WORDS = 3;

    /** The record of one transaction: a line a request, {@code key request receipt}. */
    static byte[] encode(List<KeyedReceipt> receipts) {
        return receipts.stream()
                .map(each -> each.key.key() + " " + each.key.request() + " " + each.receipt)
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
    }

    /** What is no such line was not written here, and is left out. */
    static List<KeyedReceipt> decode(byte[] lines) {
        List<KeyedReceipt> receipts = new ArrayList<>();
        for (String line : new String(lines, UTF_8).split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == WORDS) {
                receipts.add(new KeyedReceipt(new RequestKey(words[0], words[1]), words[2]));
            }
        }
        return receipts;
    }
}
