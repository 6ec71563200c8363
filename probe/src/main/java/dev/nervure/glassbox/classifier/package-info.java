/**
 * The last layer of a glass-box classifier: rows of coefficients with labels in, a fitted
 * classifier out, behind one interface. {@link dev.nervure.glassbox.classifier.Classifiers} lists
 * them.
 */
@NullMarked
package dev.nervure.glassbox.classifier;

import org.jspecify.annotations.NullMarked;
