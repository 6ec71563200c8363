package dev.nervure.report.figure;

import java.util.List;

/** All figures. */
public final class Figures {
  /** In the order of the page. */
  public static final List<Figure> ALL =
      List.of(
          new Walks(),
          new Comparison(),
          new PathInPlane(),
          new AlongPath(),
          new Preimage(),
          new Learned(),
          new Attacked(),
          new Contrast(),
          new SideBySide(),
          new Generalization(),
          new MapperGraphs(),
          new GlassBox(),
          new LearnedSymmetry(),
          new Stitches(),
          new Networks(),
          new Overview(),
          new DepthProfiles(),
          new Spectrum(),
          new ClassMap(),
          new ClassMeans(),
          new Persistence(),
          new Training(),
          new Inputs(),
          new Values());

  private Figures() {}
}
