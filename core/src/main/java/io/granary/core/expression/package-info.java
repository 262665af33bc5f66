/** CEL expressions over columns, with the null rules of SQL. */
@NullMarked
package io.granary.core.expression;

import org.jspecify.annotations.NullMarked;
