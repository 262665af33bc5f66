package io.granary.registry.client.lineage;

/** Values flow, or a part is had, from one node to another; both are ids. */
public record LineageEdge(String from, String to, EdgeKind kind) {}
