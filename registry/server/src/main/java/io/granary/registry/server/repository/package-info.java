/** A feature repository: a folder of definition files, read strictly, every problem with its place. */
@NullMarked
package io.granary.registry.server.repository;

import org.jspecify.annotations.NullMarked;
