package io.granary.registry.client;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a registry for revisions: only for what is new in them when an earlier one is known, and for the whole wherever
 * that does not work out. Used by one thread at a time.
 */
final class RevisionFetcher {

    private static final Logger log = LoggerFactory.getLogger(RevisionFetcher.class);

    private final RegistryHttp http;
    private final String path;
    private @Nullable Revision digested;
    private @Nullable RevisionDigest digest;

    RevisionFetcher(RegistryHttp http, String project) {
        this.http = http;
        this.path = RegistryApi.path(project, "/revisions/");
    }

    /** @param known revisions of the same registry */
    Revision fetch(int number, Collection<Revision> known) {
        Revision nearest = known.stream()
                .filter(revision -> revision.number() > 0)
                .max(Comparator.comparingInt(Revision::number))
                .orElse(null);
        Revision changed = nearest == null ? null : fetchChanges(number, nearest);
        return changed == null ? fetchWhole(number, nearest) : changed;
    }

    /** Does the work that the next changes to a revision would wait for. */
    void prepare(Revision revision) {
        if (revision.number() > 0) {
            digestOf(revision);
        }
    }

    private Revision fetchWhole(int number, @Nullable Revision similar) {
        Revision revision = RevisionJson.decode(http.get(path + number));
        return similar == null ? revision : revision.sharing(similar);
    }

    /** Null when this does not give the registry's revision, or the registry does not know how to. */
    private @Nullable Revision fetchChanges(int number, Revision since) {
        try {
            RevisionChanges changes =
                    RevisionChangesJson.decode(http.get(path + number + "/changes?since=" + since.number()));
            Revision revision = changes.appliedTo(since);
            prepare(since);
            if (revision.number() == number && digestOf(revision).text().equals(changes.digest())) {
                return revision;
            }
            log.warn("Reading revision {} whole: its changes since {} lead elsewhere", number, since.number());
        } catch (GranaryException e) {
            log.debug("Reading revision {} whole: {}", number, e.getMessage());
        }
        return null;
    }

    private RevisionDigest digestOf(Revision revision) {
        RevisionDigest known = digest;
        if (known == null || !revision.equals(digested)) {
            known = RevisionDigest.of(revision, known);
            digest = known;
            digested = revision;
        }
        return known;
    }
}
