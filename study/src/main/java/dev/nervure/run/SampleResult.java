package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One sample of the run, as a network answers it.
 *
 * @param subject which network, on which of several forms of the sample
 * @param sample its row in every activation array
 * @param originalIndex its position in the data as they were opened
 * @param label its class, null without labels
 * @param predicted the class with the highest logit (the lowest index among equals); null without a
 *     model, where its output is not one row of logits, where a logit is NaN, and where labels
 *     cannot be compared with outputs
 */
public record SampleResult(
    Subject subject,
    int sample,
    int originalIndex,
    @Nullable Integer label,
    @Nullable Integer predicted)
    implements Placed {
  /** A sample of a run of one subject. */
  public SampleResult(
      int sample, int originalIndex, @Nullable Integer label, @Nullable Integer predicted) {
    this(Subject.ONLY, sample, originalIndex, label, predicted);
  }

  /** The same of another subject. */
  public SampleResult at(Subject changed) {
    return new SampleResult(changed, sample, originalIndex, label, predicted);
  }

  @Override
  public Place place() {
    return subject.place();
  }
}
