/**
 * What a network cannot tell apart, behind {@code nervure fibers} and {@code nervure metric}: a
 * walk from one input ({@code FiberWalk}), a study of many inputs ({@code FiberStudy}), data sets
 * of members ({@code ClassMembers}), preimages in the plane ({@code PlanePreimage}) and the
 * pullback metric of a layer ({@code LayerSpectrum}).
 */
@NullMarked
package dev.nervure.study.fiber;

import org.jspecify.annotations.NullMarked;
