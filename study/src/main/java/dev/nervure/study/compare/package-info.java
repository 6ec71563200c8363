/** How alike the layers of networks are, by their activations on the same samples. */
@NullMarked
package dev.nervure.study.compare;

import org.jspecify.annotations.NullMarked;
