package io.granary.ingestion;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.view.WindowEvents;
import io.granary.core.window.Acceptance;
import io.granary.core.window.EventValues;
import io.granary.core.window.WindowLayout;
import io.granary.formats.Event;
import io.granary.formats.Replayed;
import org.jspecify.annotations.Nullable;

/** A view of windows, compiled. Immutable and safe for threads. */
record WindowView(
        WindowPlan plan, WindowLayout layout, WindowEvents events, EntityKeyCodec keys, Acceptance acceptance) {

    /** @throws io.granary.core.GranaryException naming what of the view does not compile */
    static WindowView compile(WindowPlan plan) {
        WindowLayout layout = plan.layout();
        WindowEvents events = WindowEvents.compile(
                plan.revision(), plan.view(), layout, plan.source().schema());
        Revision revision = plan.revision();
        EntityKeyCodec keys =
                EntityKeyCodec.of(revision.project(), revision.definitions().joinKeys(plan.view()));
        return new WindowView(
                plan,
                layout,
                events,
                keys,
                Acceptance.of(plan.source().allowedLateness(), plan.source().maxFutureSkew()));
    }

    /**
     * Fills an event from a decoded record.
     *
     * @return false when the view does not select it
     * @throws RejectedException when the view cannot use it
     */
    boolean read(Event event, EventValues into) {
        try {
            return events.read(event, into);
        } catch (GranaryException e) {
            throw RejectedException.of(e, DeadLetterReason.EVENT_ID);
        }
    }

    /** @throws RejectedException when a join key is missing */
    EntityKey key(Event event) {
        try {
            return keys.encode(events.keys(event));
        } catch (GranaryException e) {
            throw RejectedException.of(e, DeadLetterReason.JOIN_KEY);
        }
    }

    String name() {
        return plan.view().name();
    }

    /** Whether the view counts a record: not one that was given back to others. */
    boolean isFor(@Nullable Replayed replayed) {
        return replayed == null || replayed.isFor(Replayed.nameOf(plan.revision(), plan.view()));
    }

    /** Whether events have ids of their own; else each is known by its place in the topic, and comes once. */
    boolean hasEventIds() {
        return events.hasEventId();
    }
}
