package io.granary.online.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a URI says of where Redis is, and as whom to log in.
 *
 * @param uris of a cluster the nodes to ask first, else one; without user and password
 */
record RedisAddress(
        Mode mode,
        List<RedisURI> uris,
        @Nullable String user,
        @Nullable String password) {

    private static final Pattern FORM =
            Pattern.compile("(rediss?)(-sentinel|-cluster)?://(?:([^@:/#]*)(?::([^/#]*))?@)?([^@]+)");

    private static final String EXPECTED = "redis://[user:password@]host:port[/database],"
            + " redis-sentinel://host:port[,host:port]#master or redis-cluster://host:port[,host:port]; rediss for TLS";

    /** How the servers hang together. */
    enum Mode {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    /** A URI is never in a message, since it may hold a password. */
    static RedisAddress parse(String uri) {
        Matcher parts = FORM.matcher(uri);
        if (!parts.matches()) {
            throw unreadable(null);
        }
        Mode mode = mode(parts.group(2));
        try {
            return new RedisAddress(mode, uris(mode, parts), decoded(parts.group(3)), decoded(parts.group(4)));
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static Mode mode(@Nullable String suffix) {
        if (suffix == null) {
            return Mode.STANDALONE;
        }
        return suffix.equals("-sentinel") ? Mode.SENTINEL : Mode.CLUSTER;
    }

    private static List<RedisURI> uris(Mode mode, Matcher parts) {
        String scheme = parts.group(1);
        String place = parts.group(5);
        return switch (mode) {
            case STANDALONE -> List.of(RedisURI.create(scheme + "://" + place));
            case SENTINEL -> List.of(sentinel(scheme, place));
            case CLUSTER -> cluster(scheme + "://" + place);
        };
    }

    private static RedisURI sentinel(String scheme, String place) {
        if (place.indexOf('#') < 0) {
            throw GranaryException.invalid("redis.uri", "no master", "redis-sentinel://host:port#master");
        }
        return RedisURI.create(scheme + "-sentinel://" + place);
    }

    private static List<RedisURI> cluster(String uri) {
        String path = URI.create(uri).getPath();
        if (path.length() > 1) {
            throw GranaryException.invalid("redis.uri", "database " + path.substring(1), "none: a cluster has one");
        }
        return List.copyOf(RedisClusterURIUtil.toRedisURIs(URI.create(uri)));
    }

    private static @Nullable String decoded(@Nullable String part) {
        return part == null || part.isEmpty()
                ? null
                : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static GranaryException unreadable(@Nullable IllegalArgumentException cause) {
        return new GranaryException(
                ErrorCode.INVALID_ARGUMENT, "redis.uri: not readable (expected: " + EXPECTED + ")", cause);
    }

    RedisURI first() {
        return uris.get(0);
    }

    List<RedisURI> sentinels() {
        return first().getSentinels();
    }

    /** {@code host:port}, several with commas. */
    String hosts() {
        List<RedisURI> all = mode == Mode.SENTINEL ? sentinels() : uris;
        return all.stream().map(uri -> uri.getHost() + ":" + uri.getPort()).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return mode + " " + hosts();
    }
}
