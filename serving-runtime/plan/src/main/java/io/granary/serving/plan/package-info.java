/**
 * The serving plan: what happens between a request and its prediction, without any server. Models are an interface
 * here, so that Spark can run the same plan.
 */
@NullMarked
package io.granary.serving.plan;

import org.jspecify.annotations.NullMarked;
