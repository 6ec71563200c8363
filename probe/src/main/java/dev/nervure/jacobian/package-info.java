/**
 * A network as a map of flat float64 vectors, its Jacobian, and what is read off it at a point or
 * along a polyline. Knows nothing of walks.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>the map: {@link DifferentiableMap} with its {@link Linearization}; {@link MatrixFreeMap}
 *       (products with J and its transpose only); {@link PiecewiseLinearMap}; of a network {@link
 *       NetworkMap} and {@link PiecewiseLinearNetwork};
 *   <li>fewer outputs of it: {@link OutputReadout} of an {@link OutputFunction}, as {@link
 *       LeadingLogits};
 *   <li>what is read off: {@link PullbackSpectrum}, {@link LeadingSingularValues}, {@link
 *       CurveEnergy} with {@link OutputSpeed} and {@link FisherFactor};
 *   <li>solving with J: {@link RowSpace} where it is decomposed; without it {@link NormalSolver} on
 *       {@link NormalEquations}, {@link GramPreconditioner} and {@link ConjugateDirections};
 *   <li>{@link Vectors}, the sums that all of these are made of.
 * </ol>
 */
@NullMarked
package dev.nervure.jacobian;

import org.jspecify.annotations.NullMarked;
