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
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import dev.nervure.run.Subject;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import dev.nervure.run.Tables;
import dev.nervure.run.WalkRow;
import dev.nervure.study.compare.Comparison;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A run directory, of several networks the last one. What several figures need is read once. */
public final class StoredRun implements RunView {
  private final RunDirectory run;
  private final Results results;
  private final List<NetworkView> networks;
  private final List<LayerResult> layers;
  private final List<MeasuredValue> measures;
  private final List<SampleResult> samples;
  private final List<WalkRow> walkRows;
  private final ShownWalks walks;
  private final @Nullable Comparison comparison;

  /**
   * Reads it.
   *
   * @param run open for reading or writing, as long as the view is used
   */
  public StoredRun(RunDirectory run) {
    this.run = run;
    results = run.results().ofShownSubject();
    networks = networks(run.results());
    layers = results.layers();
    measures = results.measures();
    samples = results.samples();
    walkRows = results.walks();
    walks = ShownWalks.of(run, walkRows);
    Comparison found = Comparison.of(run.manifest(), run.results());
    comparison = found.matrices().isEmpty() ? null : found;
  }

  private static List<NetworkView> networks(Results all) {
    List<Subject> subjects = all.subjects();
    return subjects.size() < 2
        ? List.of()
        : subjects.stream().map(one -> network(all.at(one), one)).toList();
  }

  private static NetworkView network(Results results, Subject subject) {
    return new NetworkView(subject, results.accuracy(), results.layers(), results.measures());
  }

  @Override
  public @Nullable String group() {
    List<Subject> shown = results.subjects();
    return shown.isEmpty() ? null : shown.get(0).group();
  }

  @Override
  public @Nullable String network() {
    List<Subject> shown = results.subjects();
    return comparison == null || comparison.networks().size() < 2 || shown.isEmpty()
        ? null
        : Comparison.name(shown.get(0));
  }

  @Override
  public List<NetworkView> networks() {
    return networks;
  }

  @Override
  public String name() {
    return Objects.toString(run.folder().getFileName(), run.folder().toString());
  }

  @Override
  public Manifest manifest() {
    return run.manifest();
  }

  @Override
  public String resultsHash() {
    return results.hash();
  }

  @Override
  public List<LayerResult> layers() {
    return layers;
  }

  @Override
  public List<MeasuredValue> measures() {
    return measures;
  }

  @Override
  public List<MeasuredValue> measuresOfAll() {
    return run.results().measures();
  }

  @Override
  public List<SampleResult> samples() {
    return samples;
  }

  @Override
  public OptionalDouble accuracy() {
    return results.accuracy();
  }

  @Override
  public List<ClassResult> classes() {
    return results.classes();
  }

  @Override
  public List<EpochResult> epochs() {
    return results.epochs();
  }

  @Override
  public List<KindMean> kindMeans() {
    return results.kindMeans();
  }

  @Override
  public List<LearnedResult> learned() {
    return results.learned();
  }

  @Override
  public List<Bar> bars() {
    return results.bars();
  }

  @Override
  public List<SpectrumResult> spectra() {
    return results.spectra();
  }

  @Override
  public List<ContrastResult> contrasts() {
    return results.rows(Tables.CONTRASTS);
  }

  @Override
  public List<ContrastCorrection> contrastCorrections() {
    return results.rows(Tables.CONTRAST_CORRECTIONS);
  }

  @Override
  public List<WalkRow> walkRows() {
    return walkRows;
  }

  @Override
  public @Nullable Comparison comparison() {
    return comparison;
  }

  @Override
  public ZooView zoo() {
    return ZooView.of(results);
  }

  @Override
  public MapperView mapper() {
    return MapperView.of(run, results);
  }

  @Override
  public List<GlassBoxAccuracy> glassBoxAccuracies() {
    return results.rows(Tables.GLASS_BOX_ACCURACIES);
  }

  @Override
  public List<GlassBoxContribution> glassBoxContributions() {
    return results.rows(Tables.GLASS_BOX_CONTRIBUTIONS);
  }

  @Override
  public List<SymmetryRow> symmetries() {
    return results.rows(Tables.SYMMETRIES);
  }

  @Override
  public List<SymmetryRungRow> symmetryRungs() {
    return results.rows(Tables.SYMMETRY_RUNGS);
  }

  @Override
  public List<StitchRow> stitches() {
    return results.rows(Tables.STITCHES);
  }

  @Override
  public List<StitchRungRow> stitchRungs() {
    return results.rows(Tables.STITCH_RUNGS);
  }

  @Override
  public ShownWalks walks() {
    return walks;
  }
}
