/** Values as Feast's protobuf messages have them. */
@NullMarked
package io.granary.online.serving.protobuf;

import org.jspecify.annotations.NullMarked;
