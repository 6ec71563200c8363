/**
 * The glass-box classifier: fixed blocks of named coefficients, a reduction and an exchangeable
 * classifier, measured layer by layer, beside networks that were trained on the same images.
 */
@NullMarked
package dev.nervure.study.glassbox;

import org.jspecify.annotations.NullMarked;
