/** Whether logged online answers are what a training set says of the same moments, and what explains those that are not. */
@NullMarked
package io.granary.consistency;

import org.jspecify.annotations.NullMarked;
