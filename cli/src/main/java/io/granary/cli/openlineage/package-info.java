/** What jobs read and write, told as OpenLineage events. */
@NullMarked
package io.granary.cli.openlineage;

import org.jspecify.annotations.NullMarked;
