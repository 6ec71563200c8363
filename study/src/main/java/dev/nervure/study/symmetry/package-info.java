/** Which symmetries a network has learned: how its layers follow transformations of the image. */
@NullMarked
package dev.nervure.study.symmetry;

import org.jspecify.annotations.NullMarked;
