package dev.nervure.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows that one stage gives to the results database, gathered in memory and written in one
 * transaction. Not thread safe; one per stage.
 */
public final class StageRows {
  final List<LayerResult> layers = new ArrayList<>();
  final List<MeasuredValue> measures = new ArrayList<>();
  final List<Bar> bars = new ArrayList<>();
  final List<SampleResult> samples = new ArrayList<>();
  final List<EpochResult> epochs = new ArrayList<>();
  final List<ClassResult> classes = new ArrayList<>();
  final List<FiberResult> fibers = new ArrayList<>();
  final List<SpectrumResult> spectra = new ArrayList<>();

  /** Adds a layer. */
  public StageRows add(LayerResult layer) {
    layers.add(layer);
    return this;
  }

  /** Adds a figure. */
  public StageRows add(MeasuredValue measure) {
    measures.add(measure);
    return this;
  }

  /** Adds a bar. */
  public StageRows add(Bar bar) {
    bars.add(bar);
    return this;
  }

  /** Adds a sample. */
  public StageRows add(SampleResult sample) {
    samples.add(sample);
    return this;
  }

  /** Adds an epoch. */
  public StageRows add(EpochResult epoch) {
    epochs.add(epoch);
    return this;
  }

  /** Adds a class. */
  public StageRows add(ClassResult name) {
    classes.add(name);
    return this;
  }

  /** Adds a walk. */
  public StageRows add(FiberResult fiber) {
    fibers.add(fiber);
    return this;
  }

  /** Adds a spectrum. */
  public StageRows add(SpectrumResult spectrum) {
    spectra.add(spectrum);
    return this;
  }
}
