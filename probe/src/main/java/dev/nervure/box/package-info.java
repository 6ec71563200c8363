/** The allowed range of inputs, which walks along a fiber and attacks keep to. */
@NullMarked
package dev.nervure.box;

import org.jspecify.annotations.NullMarked;
