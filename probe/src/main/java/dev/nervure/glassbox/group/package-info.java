/** Finite groups, and complete invariants of functions on them. */
@NullMarked
package dev.nervure.glassbox.group;

import org.jspecify.annotations.NullMarked;
