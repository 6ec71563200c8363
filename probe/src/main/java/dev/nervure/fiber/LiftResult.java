package dev.nervure.fiber;

/**
 * What a lift did.
 *
 * @param walk its figures, those of the straight part included
 * @param straightLength length of the last part, which goes straight to an input with the output,
 *     where the lift itself led no further; 0 where it arrived by itself, or did not arrive
 */
public record LiftResult(WalkResult walk, double straightLength) {}
