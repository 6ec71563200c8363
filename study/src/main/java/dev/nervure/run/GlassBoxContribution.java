package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * The share of a coefficient in the decision of a linear classifier on one test image: the score of
 * its answer less that of the class next to it is the sum of the contributions of all coefficients,
 * and a constant.
 *
 * @param sample number of the image among the test images
 * @param originalIndex its position in the data as they were opened
 * @param label its class
 * @param predicted the answer
 * @param against the class with the next largest score
 * @param rank 1 for the largest contribution by absolute value
 * @param block the block of the coefficient
 * @param coefficient its name in the block
 * @param value the coefficient on the scale of the reduction: standard deviations from the mean of
 *     the training images, where it is standardised
 * @param contribution positive where it speaks for the answer
 * @param share of the sum of the absolute contributions of all coefficients
 * @param top first row of the pixels that it reads; null for the whole image
 * @param left first column, or null
 * @param bottom last row, or null
 * @param right last column, or null
 */
public record GlassBoxContribution(
    int sample,
    int originalIndex,
    int label,
    int predicted,
    int against,
    int rank,
    String block,
    String coefficient,
    double value,
    double contribution,
    double share,
    @Nullable Integer top,
    @Nullable Integer left,
    @Nullable Integer bottom,
    @Nullable Integer right) {}
