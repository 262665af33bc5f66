/** The gRPC server of a process: bounded HTTP/2, calls with deadlines and statuses, health and reflection. */
@NullMarked
package io.granary.http.grpc;

import org.jspecify.annotations.NullMarked;
