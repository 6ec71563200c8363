/**
 * What a network cannot tell apart, behind {@code nervure fibers} and {@code nervure metric}. Here
 * is what the sub-packages share: the question, what is held, and the pullback metric of a layer.
 *
 * <ul>
 *   <li>{@code walk}: a walk from one input or a preimage in the plane, with its folder
 *   <li>{@code inputs}: the study of many inputs
 *   <li>{@code members}: data sets of members
 *   <li>{@code picture}: pictures of inputs and of the plane
 * </ul>
 */
@NullMarked
package dev.nervure.study.fiber;

import org.jspecify.annotations.NullMarked;
