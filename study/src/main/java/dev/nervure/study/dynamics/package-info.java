/** How the layers of a network come about while it learns, epoch by epoch. */
@NullMarked
package dev.nervure.study.dynamics;

import org.jspecify.annotations.NullMarked;
