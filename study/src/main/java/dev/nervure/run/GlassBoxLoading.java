package dev.nervure.run;

/**
 * A coefficient in a component of the reduction of a glass-box classifier.
 *
 * @param component 0 for the first
 * @param rank 1 for the largest loading by absolute value
 * @param block the block of the coefficient
 * @param coefficient its name in the block
 * @param loading its weight; of principal components that are not whitened the squares of all
 *     loadings add up to 1
 */
public record GlassBoxLoading(
    int component, int rank, String block, String coefficient, double loading) {}
