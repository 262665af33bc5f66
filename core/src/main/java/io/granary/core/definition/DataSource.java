package io.granary.core.definition;

/** Where the rows of a feature view come from. */
public sealed interface DataSource extends Definition permits BatchSource, StreamSource, PushSource {}
