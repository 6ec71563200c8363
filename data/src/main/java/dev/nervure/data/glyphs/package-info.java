/**
 * The built-in data: ten classes of drawn strokes, rendered from latent factors with known ranges.
 * What real data cannot give is ground truth here: the dimension of the data is the number of
 * factors that vary, its topology follows from which of them are periodic, and the symmetry group
 * of every class is known.
 */
@NullMarked
package dev.nervure.data.glyphs;

import org.jspecify.annotations.NullMarked;
