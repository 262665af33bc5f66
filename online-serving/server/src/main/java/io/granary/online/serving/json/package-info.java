/** Values as JSON: text in UTF-8 that is written once. */
@NullMarked
package io.granary.online.serving.json;

import org.jspecify.annotations.NullMarked;
