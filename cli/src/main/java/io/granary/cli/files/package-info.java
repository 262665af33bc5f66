/** The files and folders that commands work on: the installation, the feature repository, its Parquet schemas. */
@NullMarked
package io.granary.cli.files;

import org.jspecify.annotations.NullMarked;
