/**
 * Persistence diagrams and what is computed from them. A diagram carries the parameters that
 * produced it; essential classes have an infinite death.
 */
@org.jspecify.annotations.NullMarked
package dev.nervure.diagram;
