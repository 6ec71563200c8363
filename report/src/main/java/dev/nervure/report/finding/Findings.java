package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import java.util.List;

/** What a run shows, in sentences. */
public final class Findings {
  private static final List<Finding> ALL =
      List.of(
          new Generalization(),
          new GroupsApart(),
          new AttackedLayers(),
          new NetworksApart(),
          new GraphShapes(),
          new RoundedChanges(),
          new GroupAccuracies(),
          new Accuracy(),
          new OneWalk(),
          new PublishedWalk(),
          new PreimageArea(),
          new WhatWasLearned(),
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
    List<String> sentences =
        ALL.stream().flatMap(finding -> finding.sentences(run).stream()).toList();
    return sentences.isEmpty() ? List.of("This run has no values yet.") : sentences;
  }
}
