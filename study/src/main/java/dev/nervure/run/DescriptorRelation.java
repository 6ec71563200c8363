package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * How a descriptor of networks goes with a target over the networks of a run.
 *
 * @param position in the order of the study, from 0
 * @param descriptor its name
 * @param measure of which measure its values are
 * @param layer the layer at which they were taken, as all networks have it; null for the network as
 *     a whole
 * @param kind {@code topology} or {@code baseline}
 * @param n number of networks that have a value
 * @param pearson Pearson's coefficient, or null
 * @param pearsonError bootstrap standard error, or null
 * @param pearsonLow lower end of its 95 % interval, or null
 * @param pearsonHigh upper end
 * @param spearman Spearman's coefficient, or null
 * @param spearmanLow lower end of its 95 % interval, or null
 * @param spearmanHigh upper end
 * @param kendall Kendall's tau-b, or null
 * @param kendallLow lower end of its 95 % interval, or null
 * @param kendallHigh upper end
 * @param partial Pearson's coefficient with the training accuracy held fixed, or null
 * @param chance probability that the best of all descriptors of the run has so large a Pearson
 *     coefficient by chance, or null
 * @param notEstimable why there is no coefficient; null where there is one
 * @param noPartial why there is no partial coefficient; null where there is one
 */
public record DescriptorRelation(
    int position,
    String descriptor,
    String measure,
    @Nullable String layer,
    String kind,
    int n,
    @Nullable Double pearson,
    @Nullable Double pearsonError,
    @Nullable Double pearsonLow,
    @Nullable Double pearsonHigh,
    @Nullable Double spearman,
    @Nullable Double spearmanLow,
    @Nullable Double spearmanHigh,
    @Nullable Double kendall,
    @Nullable Double kendallLow,
    @Nullable Double kendallHigh,
    @Nullable Double partial,
    @Nullable Double chance,
    @Nullable String notEstimable,
    @Nullable String noPartial) {}
