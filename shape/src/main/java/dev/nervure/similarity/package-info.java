/**
 * How alike two representations of the same inputs are: the rows of one layer beside the rows of
 * another, of one network or of two. {@link dev.nervure.similarity.SimilarityMeasures} has all
 * measures.
 */
@NullMarked
package dev.nervure.similarity;

import org.jspecify.annotations.NullMarked;
