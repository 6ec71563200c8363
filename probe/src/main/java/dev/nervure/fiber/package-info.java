/**
 * Fibers of a network: the connected set of inputs that give the same output, walked along by
 * predictor and corrector, and left on purpose by the shortest way (Marta, Benfenati, arXiv
 * 2112.10583 and its companions).
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>what goes in and out: {@link dev.nervure.box.Box}, {@link WalkOptions}, {@link Heading}
 *       ({@link RandomHeading}, {@link TargetHeading}, {@link FarthestHeading}), {@link WalkStep},
 *       {@link StopReason}, {@link WalkResult};
 *   <li>the walk: {@link LevelSetWalk}, whose steps {@code StepLoop} makes; of its parts {@code
 *       NearestInBox} (what the box allows), {@code TangentCone}, {@code LevelSetProjection} (back
 *       onto the fiber) and {@code RankLoss} (how near a critical point is);
 *   <li>the same where the Jacobian is not formed: {@link MatrixFreeWalk} with {@code
 *       MatrixFreeProjection} and {@code CriticalPointWatch}; piece by piece of a network of
 *       rectifiers: {@link PiecewiseLinearWalk} with {@code Fold} and {@code PieceCone}; of one
 *       dimension: {@link CurveTracer}; as published: {@link EulerWalk};
 *   <li>drawn from a whole fiber: {@link ClassSampler};
 *   <li>out of it: {@link HorizontalLift}, and {@code AnchoredProjection} where its way ends.
 * </ol>
 *
 * <p>{@code fiber.preimage} and {@code fiber.answer} build on this package; it knows neither.
 */
@NullMarked
package dev.nervure.fiber;

import org.jspecify.annotations.NullMarked;
