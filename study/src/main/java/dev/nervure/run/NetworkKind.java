package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * What a network of a run has learned from: what the run asks about, or nothing that the data say,
 * so that others are compared with it. It is known by the name of its model.
 */
public enum NetworkKind {
  /** The network that is asked about. */
  TRAINED("trained", ""),
  /** The same graph with fresh initial weights: it has learned nothing. */
  UNTRAINED("untrained", "untrained twin "),
  /** The same training with the labels in random order: it can only memorise. */
  SHUFFLED("trained on shuffled labels", "shuffled labels ");

  private final String text;
  private final String prefix;

  NetworkKind(String text, String prefix) {
    this.text = text;
    this.prefix = prefix;
  }

  /** In words, as an adjective of a network. */
  public String text() {
    return text;
  }

  /** Several networks of the kind, in words. */
  public String networks() {
    return this == SHUFFLED ? "networks " + text : text + " networks";
  }

  /**
   * The name of the model of a network of this kind.
   *
   * @param which of them: the model that it is compared with, or a number
   */
  public String model(String which) {
    return prefix + which;
  }

  /** The kind of a network of a run. */
  public static NetworkKind of(Subject subject) {
    @Nullable String model = subject.model();
    for (NetworkKind kind : values()) {
      if (model != null && kind != TRAINED && model.startsWith(kind.prefix)) {
        return kind;
      }
    }
    return TRAINED;
  }
}
