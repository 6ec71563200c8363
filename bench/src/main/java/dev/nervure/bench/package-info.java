/**
 * Measurements: one class for each question, each beside the peer that answers the same question.
 */
@NullMarked
package dev.nervure.bench;

import org.jspecify.annotations.NullMarked;
