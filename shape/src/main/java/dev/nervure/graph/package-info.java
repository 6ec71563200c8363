/**
 * Graphs on points: who is among whose nearest neighbours, how many steps apart points are, the
 * Betti numbers of the complex of cliques, and the spectra of its Laplacians.
 */
@NullMarked
package dev.nervure.graph;

import org.jspecify.annotations.NullMarked;
