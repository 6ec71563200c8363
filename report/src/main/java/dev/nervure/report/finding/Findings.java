package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import java.util.List;
import java.util.stream.Stream;

/** What a run shows, in sentences. */
public final class Findings {
  /** Of the run as a whole; those of one of several networks name it. */
  private static final List<Finding> OF_RUN =
      List.of(
          new Generalization(),
          new GroupsApart(),
          new AttackedLayers(),
          new NetworksApart(),
          new GraphShapes(),
          new LearnedSymmetries(),
          new RoundedChanges(),
          new GroupAccuracies(),
          new ComparedAccuracies(),
          new Accuracy(),
          new OneWalk(),
          new PublishedWalk(),
          new PreimageArea(),
          new WhatWasLearned());

  /** Of the layers and inputs of one network. */
  private static final List<Finding> OF_NETWORK =
      List.of(
          new DimensionPeak(),
          new LifespanFall(),
          new LabelAgreement(),
          new OtherDimensions(),
          new EstimatorsApart(),
          new LayerWidths(),
          new ProjectedLayers(),
          new NullDimension(),
          new WalkDistance(),
          new DistanceLeft(),
          new BoundaryDistance(),
          new BoundaryByClass(),
          new NotEstimable(),
          new Warnings());

  private Findings() {}

  /** The sentences, most important first; one that says so where there are no values. */
  public static List<String> of(RunView run) {
    String network = run.network();
    String name = network == null ? "" : network + ": ";
    List<String> sentences =
        Stream.concat(
                OF_RUN.stream().flatMap(finding -> finding.sentences(run).stream()),
                OF_NETWORK.stream()
                    .flatMap(finding -> finding.sentences(run).stream())
                    .map(sentence -> name + sentence))
            .toList();
    return sentences.isEmpty() ? List.of("This run has no values yet.") : sentences;
  }
}
