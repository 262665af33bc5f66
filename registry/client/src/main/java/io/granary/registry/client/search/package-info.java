/** Finding definitions, features and columns by what people remember of them, as answers of the registry. */
@NullMarked
package io.granary.registry.client.search;

import org.jspecify.annotations.NullMarked;
