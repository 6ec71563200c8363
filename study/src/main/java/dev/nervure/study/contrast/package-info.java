/** Two groups of inputs through one network: in which layers they differ, and in what. */
@NullMarked
package dev.nervure.study.contrast;

import org.jspecify.annotations.NullMarked;
