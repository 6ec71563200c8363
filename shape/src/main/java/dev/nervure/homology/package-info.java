/**
 * Persistent homology of Vietoris-Rips filtrations: from points or distances to persistence
 * diagrams, exactly, over Z/2 and Z/p, dense or sparse, with edge collapse and on all cores. The
 * door is {@link dev.nervure.homology.RipsPersistence}.
 */
@org.jspecify.annotations.NullMarked
package dev.nervure.homology;
