package io.granary.online.serving;

import io.granary.online.serving.arrow.ArrowStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an answer over HTTP is written, by the header {@code Accept}. */
enum AnswerFormat {
    FEAST("application/json"),
    ROWS("application/vnd.granary.rows+json"),
    ARROW(ArrowStream.MEDIA_TYPE);

    private final String mediaType;

    AnswerFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /**
     * The format that a caller likes best; Feast's when it does not care.
     *
     * @throws NotAcceptableException when it takes none of them
     */
    static AnswerFormat of(@Nullable String accept) {
        if (accept == null || accept.equals("*/*") || accept.equals(FEAST.mediaType)) {
            return FEAST;
        }
        AnswerFormat best = null;
        double bestQuality = 0;
        List<AcceptedType> accepted = AcceptedType.all(accept);
        for (AnswerFormat format : values()) {
            double quality = AcceptedType.quality(format.mediaType, accepted);
            if (quality > bestQuality) {
                best = format;
                bestQuality = quality;
            }
        }
        if (best == null) {
            throw new NotAcceptableException(accept);
        }
        return best;
    }
}
