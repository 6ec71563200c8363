/**
 * What attacks do to a network: how often its answers stay right, by the strength of the attack,
 * and what happens to the points of its layers. docs/attack.md says what each value is.
 */
@NullMarked
package dev.nervure.study.attack;

import org.jspecify.annotations.NullMarked;
