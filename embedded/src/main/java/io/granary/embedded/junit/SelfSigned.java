package io.granary.embedded.junit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that vouches for itself, made by the JDK's keytool, and its key, as PEM files. */
public record SelfSigned(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    /**
     * Makes them.
     *
     * @param host name or IPv4 address that the certificate is for
     */
    public static SelfSigned create(Path folder, String host) {
        try {
            Path store = folder.resolve(host + ".p12");
            generate(store, host);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return new SelfSigned(
                    pem(
                            folder.resolve(host + ".crt"),
                            "CERTIFICATE",
                            keys.getCertificate(host).getEncoded()),
                    pem(
                            folder.resolve(host + ".key"),
                            "PRIVATE KEY",
                            keys.getKey(host, PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void generate(Path store, String host) throws IOException, InterruptedException {
        String name = Character.isDigit(host.charAt(0)) ? "IP:" + host : "DNS:" + host;
        String command = "-genkeypair -alias " + host + " -keyalg EC -groupname secp256r1 -validity 2 -dname CN=" + host
                + " -ext SAN=" + name + " -ext BC=ca:true -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder builder = new ProcessBuilder(keytool).redirectErrorStream(true);
        builder.command().addAll(List.of(command.split(" ", -1)));
        builder.command().add(store.toString());
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool has failed");
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
