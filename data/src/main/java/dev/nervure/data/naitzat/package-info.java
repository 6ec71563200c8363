/** The three sets of points with known Betti numbers of Naitzat, Zhitnikov and Lim. */
@NullMarked
package dev.nervure.data.naitzat;

import org.jspecify.annotations.NullMarked;
