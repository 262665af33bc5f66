package io.granary.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.http.access.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The API key that a load shows, so that what is measured is measured with authorization. It opens nothing else. */
public final class LoadKey {

    private static final String KEY = "63b0a6d1c4f2e8975a1d3c5b7f90e2486b8d0a2c4e6f8193b5d7f9a1c3e5a7b9";

    /** What a request says of it. */
    public static final String AUTHORIZATION = "Bearer " + KEY;

    private LoadKey() {}

    /**
     * What a server knows of it: it may read everything of every project.
     *
     * @param folder where its file is written
     */
    public static ApiKeys known(Path folder) throws IOException, NoSuchAlgorithmException {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(UTF_8)));
        return ApiKeys.read(Files.writeString(folder.resolve("keys.yaml"), """
                keys:
                  - name: load
                    sha256: "%s"
                    grants:
                      - {actions: [READ_ONLINE], projects: ["*"], names: ["*"]}
                """.formatted(hash)));
    }
}
