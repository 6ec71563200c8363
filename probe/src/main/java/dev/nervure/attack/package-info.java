/**
 * Attacks: inputs a little off given ones to which a network gives another answer. {@link
 * dev.nervure.attack.Attacks} lists them; each is an {@link dev.nervure.attack.Attack} that got its
 * settings when it was made, and takes batches of inputs to batches of inputs. What the changes are
 * measured in is a {@link dev.nervure.attack.InputSpace}, what they are to reach a {@link
 * dev.nervure.attack.Goal}, how large they may be a {@link dev.nervure.attack.Budget}.
 */
@NullMarked
package dev.nervure.attack;

import org.jspecify.annotations.NullMarked;
