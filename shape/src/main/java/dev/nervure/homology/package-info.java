/** Persistent homology of point clouds and the trees and complexes that it rests on. */
@NullMarked
package dev.nervure.homology;

import org.jspecify.annotations.NullMarked;
