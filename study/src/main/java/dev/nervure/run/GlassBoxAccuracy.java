package dev.nervure.run;

import dev.nervure.stats.Proportion;
import org.jspecify.annotations.Nullable;

/**
 * How often a classifier or a network answers rightly, or why there is no answer.
 *
 * @param question what is varied: {@code classifier}, {@code block} (each by itself), {@code
 *     without} (all blocks but one), {@code network}, {@code training_size}, {@code components},
 *     {@code strength}
 * @param representation the block or blocks that are read, or {@code images}
 * @param classifier its name, or that of an architecture
 * @param group what the test images went through, {@code clean} for nothing
 * @param amount what is varied in numbers: training images, components, or strength; else null
 * @param trained images learned from
 * @param components numbers that the classifier is given of an image
 * @param parameters numbers that it has learned; of a network its weights; 0 where it has failed
 * @param hits test images answered rightly
 * @param cases test images
 * @param accuracy share of them, null where there is none
 * @param low lower end of Wilson's 95 % interval, or null
 * @param high its upper end, or null
 * @param notEstimable why there is no accuracy; null when there is one
 */
public record GlassBoxAccuracy(
    String question,
    String representation,
    String classifier,
    String group,
    @Nullable Double amount,
    int trained,
    int components,
    long parameters,
    int hits,
    int cases,
    @Nullable Double accuracy,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable String notEstimable) {
  /** Refuses a row that has neither or both of an accuracy and a reason. */
  public GlassBoxAccuracy {
    if ((accuracy == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          classifier + " must have either an accuracy or a reason why there is none");
    }
  }

  /**
   * Who answers what.
   *
   * @param question as of the row
   * @param representation as of the row
   * @param classifier as of the row
   * @param trained as of the row
   * @param components as of the row
   */
  public record Answering(
      String question, String representation, String classifier, int trained, int components) {
    /** An accuracy. */
    public GlassBoxAccuracy on(
        String group, @Nullable Double amount, long parameters, Proportion right) {
      return new GlassBoxAccuracy(
          question,
          representation,
          classifier,
          group,
          amount,
          trained,
          components,
          parameters,
          right.hits(),
          right.cases(),
          right.value(),
          right.low(),
          right.high(),
          null);
    }

    /** None. */
    public GlassBoxAccuracy none(String group, @Nullable Double amount, String why) {
      return new GlassBoxAccuracy(
          question,
          representation,
          classifier,
          group,
          amount,
          trained,
          components,
          0,
          0,
          0,
          null,
          null,
          null,
          why);
    }
  }
}
