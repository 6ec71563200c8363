/**
 * The study of many inputs: what each of them is asked, in stages that a run directory keeps, and
 * the means over all of them. {@code FiberStudy} is the door; a kind of walk is an entry of {@code
 * Question}, and its means are those that the registry of measures has under its name.
 */
@NullMarked
package dev.nervure.study.fiber.inputs;

import org.jspecify.annotations.NullMarked;
