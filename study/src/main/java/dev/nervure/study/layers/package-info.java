/**
 * The phases with which most studies begin: the activations of chosen layers, one array a layer,
 * and what is measured in each of them. {@code LayerPhases} is the door; {@code ActivationSource}
 * says where activations come from, {@code LayerMeasurement} what is measured.
 */
@NullMarked
package dev.nervure.study.layers;

import org.jspecify.annotations.NullMarked;
