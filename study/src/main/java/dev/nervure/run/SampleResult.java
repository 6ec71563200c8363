package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One sample of the run, as one of its networks answers it.
 *
 * @param model the network, where the run has several by name; otherwise null
 * @param epoch of its training, where the run has several; otherwise null
 * @param sample its row in every activation array
 * @param originalIndex its position in the data as they were opened
 * @param label its class, null without labels
 * @param predicted the class with the highest logit (the lowest index among equals); null without a
 *     model, where its output is not one row of logits, where a logit is NaN, and where labels
 *     cannot be compared with outputs
 */
public record SampleResult(
    @Nullable String model,
    @Nullable Integer epoch,
    int sample,
    int originalIndex,
    @Nullable Integer label,
    @Nullable Integer predicted)
    implements Placed {
  /** A sample of a run of one network. */
  public SampleResult(
      int sample, int originalIndex, @Nullable Integer label, @Nullable Integer predicted) {
    this(null, null, sample, originalIndex, label, predicted);
  }

  /** The same as another network answers it. */
  public SampleResult at(Place network) {
    return new SampleResult(
        network.model(), network.epoch(), sample, originalIndex, label, predicted);
  }

  @Override
  public Place place() {
    return Place.WHOLE_RUN.withModel(model).withEpoch(epoch);
  }
}
