package io.granary.serving.runtime;

import io.granary.core.definition.Revision;
import io.granary.serving.plan.Batch;
import java.time.Instant;

/** A router's answer to one request, on its way to the prediction log. */
record Answered(Revision revision, String router, Instant time, long latencyMicros, Batch batch) {}
