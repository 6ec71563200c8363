/**
 * What is found from one input: a walk within its fiber or out of it, or the preimage of an
 * interval in the plane; the folder that holds one of them at a time, and reading it back.
 */
@NullMarked
package dev.nervure.study.fiber.walk;

import org.jspecify.annotations.NullMarked;
