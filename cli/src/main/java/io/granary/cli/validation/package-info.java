/** Offline jobs that look at their tables before they begin. */
@NullMarked
package io.granary.cli.validation;

import org.jspecify.annotations.NullMarked;
