/**
 * Data sets of members of fibers: drawing them, keeping what is finished, measuring what is
 * guaranteed, and the files.
 */
@NullMarked
package dev.nervure.study.fiber.members;

import org.jspecify.annotations.NullMarked;
