/** How long work tells how far it is and learns that it should end. */
@NullMarked
package dev.nervure.progress;

import org.jspecify.annotations.NullMarked;
