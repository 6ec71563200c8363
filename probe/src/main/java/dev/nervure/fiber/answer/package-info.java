/**
 * Where a network answers differently: nearest inputs on the other side, found by search.
 *
 * <p>Reading order: {@link NearestAnswer} with {@link OtherAnswer} is the door; {@link
 * LinearAnswer} ranks the other answers to first order by their {@code Lead}; {@link
 * NearestCrossing} with {@link Crossing} looks for a nearer point with the output that a lift
 * reached.
 */
@NullMarked
package dev.nervure.fiber.answer;

import org.jspecify.annotations.NullMarked;
