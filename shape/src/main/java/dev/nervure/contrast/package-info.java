/** What tells two groups of points apart, read off the distances within their union. */
@NullMarked
package dev.nervure.contrast;

import org.jspecify.annotations.NullMarked;
