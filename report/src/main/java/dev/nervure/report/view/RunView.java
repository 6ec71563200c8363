package dev.nervure.report.view;

import dev.nervure.run.Bar;
import dev.nervure.run.ClassResult;
import dev.nervure.run.ContrastCorrection;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.EpochResult;
import dev.nervure.run.GlassBoxAccuracy;
import dev.nervure.run.GlassBoxContribution;
import dev.nervure.run.KindMean;
import dev.nervure.run.LayerResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import dev.nervure.run.WalkRow;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.fiber.walk.PreimageFolder;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a page may show: of a run ({@link StoredRun}), or of the folder of one walk or preimage
 * ({@link SingleResult}). What a run does not have is empty; the page then has no figure of it.
 * Lists are in the order of {@link dev.nervure.run.Results}.
 */
public interface RunView {
  /** The name of its folder. */
  String name();

  /** What made it, from what. */
  Manifest manifest();

  /** Fingerprint of the results, equal for equal results. */
  @Nullable String resultsHash();

  /** The measured layers. */
  default List<LayerResult> layers() {
    return List.of();
  }

  /** All values of all layers. */
  default List<MeasuredValue> measures() {
    return List.of();
  }

  /**
   * All values of the run, whatever network and set of inputs they belong to: those too of subjects
   * of which there are no samples and no layers.
   */
  default List<MeasuredValue> measuresOfAll() {
    return measures();
  }

  /** The samples, or the inputs that were asked. */
  default List<SampleResult> samples() {
    return List.of();
  }

  /** Share of right answers among the samples; empty where there are no labels or no answers. */
  default OptionalDouble accuracy() {
    return OptionalDouble.empty();
  }

  /** The label classes of the data. */
  default List<ClassResult> classes() {
    return List.of();
  }

  /** The epochs of trainings. */
  default List<EpochResult> epochs() {
    return List.of();
  }

  /** Values of the networks of one kind together, where kinds are compared. */
  default List<KindMean> kindMeans() {
    return List.of();
  }

  /** Trained networks less those that have not learned. */
  default List<LearnedResult> learned() {
    return List.of();
  }

  /** The bars of all persistence diagrams. */
  default List<Bar> bars() {
    return List.of();
  }

  /** Singular values of the Jacobians, by input and layer. */
  default List<SpectrumResult> spectra() {
    return List.of();
  }

  /** What the walks from the inputs found, failed ones included. */
  default List<WalkRow> walkRows() {
    return List.of();
  }

  /** The walks of which the files are there, as a page draws them. */
  default ShownWalks walks() {
    return ShownWalks.NONE;
  }

  /**
   * All networks of a run of several, in their order; empty for a run of one. What else a view
   * gives is of the last of them.
   */
  default List<NetworkView> networks() {
    return List.of();
  }

  /**
   * The set of inputs, of several in the run, of which everything here is that does not name its
   * own; null where the run has one set.
   */
  default @Nullable String group() {
    return null;
  }

  /**
   * The network, of several that the run compares, of which everything here is that does not name
   * its own; null where the run compares none.
   */
  default @Nullable String network() {
    return null;
  }

  /** In what two groups of inputs differ. */
  default List<ContrastResult> contrasts() {
    return List.of();
  }

  /** The corrected p-values of these. */
  default List<ContrastCorrection> contrastCorrections() {
    return List.of();
  }

  /** How alike the layers of networks are; null where none are compared. */
  default @Nullable Comparison comparison() {
    return null;
  }

  /** Descriptors of the networks beside a target. */
  default ZooView zoo() {
    return ZooView.NONE;
  }

  /** The Mapper graphs of the layers. */
  default MapperView mapper() {
    return MapperView.NONE;
  }

  /** How often classifiers and networks of a glass-box study answer rightly. */
  default List<GlassBoxAccuracy> glassBoxAccuracies() {
    return List.of();
  }

  /** What speaks for the answers of a glass-box classifier. */
  default List<GlassBoxContribution> glassBoxContributions() {
    return List.of();
  }

  /** How layers follow transformations of the image. */
  default List<SymmetryRow> symmetries() {
    return List.of();
  }

  /** The maps by which they do. */
  default List<SymmetryRungRow> symmetryRungs() {
    return List.of();
  }

  /** Layers of one network that are led to layers of another. */
  default List<StitchRow> stitches() {
    return List.of();
  }

  /** The maps by which they are. */
  default List<StitchRungRow> stitchRungs() {
    return List.of();
  }

  /** The preimage of an interval of outputs. */
  default @Nullable PreimageFolder preimage() {
    return null;
  }
}
