package dev.nervure.glassbox.classifier;

import java.util.List;

/** The classifiers by name. */
public final class Classifiers {
  private Classifiers() {}

  /** All of them, in the order of the documentation. */
  public static List<FeatureClassifier> all(ClassifierSettings settings) {
    return List.of(
        new LinearDiscriminant(),
        new QuadraticDiscriminant(),
        LinearMachine.logistic(settings.linearCost()),
        LinearMachine.supportVectors(settings.linearCost()),
        new RadialMachine(settings.radialCost()),
        new NearestNeighborVote(settings.neighbors()),
        new NearestMean(),
        new AffinePca(settings.directions()),
        new Perceptron(settings.hidden(), settings.epochs()));
  }

  /** Their names. */
  public static List<String> names() {
    return all(ClassifierSettings.defaults()).stream().map(FeatureClassifier::name).toList();
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException where there is none of this name; lists the names
   */
  public static FeatureClassifier named(String name, ClassifierSettings settings) {
    return all(settings).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no classifier '%s' but %s"
                        .formatted(name, String.join(", ", names()))));
  }
}
