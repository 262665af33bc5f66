/** Who may do what: API keys, what each is granted, and whom a request comes from. */
@NullMarked
package io.granary.http.access;

import org.jspecify.annotations.NullMarked;
