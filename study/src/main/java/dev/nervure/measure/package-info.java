/**
 * The kinds of values that studies find: one entry of {@code measures.json} each, from which
 * commands, tables and pages take names, words, bounds and order.
 */
@NullMarked
package dev.nervure.measure;

import org.jspecify.annotations.NullMarked;
