/**
 * The study of many inputs: what each of them is asked, in stages that a run directory keeps, and
 * the means over all of them. {@code FiberStudy} is the door; the classes have the parts and names
 * of those in {@code study.profile}.
 */
@NullMarked
package dev.nervure.study.fiber.inputs;

import org.jspecify.annotations.NullMarked;
