/**
 * Persistence diagrams as text, as arrays and as the tree of JSON that {@code nervure rips} prints.
 */
@org.jspecify.annotations.NullMarked
package dev.nervure.data.diagrams;
