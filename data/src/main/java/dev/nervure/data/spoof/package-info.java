/**
 * Pictures as a camera sees them when they are held up to it in print or on a screen: made-up
 * attacks on face recognition, of any images.
 */
@NullMarked
package dev.nervure.data.spoof;

import org.jspecify.annotations.NullMarked;
