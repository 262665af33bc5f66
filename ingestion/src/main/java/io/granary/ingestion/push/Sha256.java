package io.granary.ingestion.push;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that keys and checksums are made with. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
