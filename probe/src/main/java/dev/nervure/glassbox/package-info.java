/** The glass-box classifier: fixed representation, reduction of dimensions, classifier. */
@NullMarked
package dev.nervure.glassbox;

import org.jspecify.annotations.NullMarked;
