/** What the command shows to people and programs: tables, JSON, YAML, progress; and how it waits to be stopped. */
@NullMarked
package io.granary.cli.terminal;

import org.jspecify.annotations.NullMarked;
