/** The contract of the HTTP API: the OpenAPI document, its operations, and what it says of a request. */
@NullMarked
package io.granary.http.contract;

import org.jspecify.annotations.NullMarked;
