package dev.nervure.cli;

import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Subset;
import dev.nervure.study.compare.CompareOptions;
import dev.nervure.study.compare.ComparedFiles;
import dev.nervure.study.layers.LayerOptions;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** On which samples networks, runs and dumped activations are compared. */
final class ComparedSamples {
  private ComparedSamples() {}

  /** What opens them, with samples for networks where {@code --data} names some. */
  static ComparedFiles files(
      SampleOptions samples, Session session, OutputOptions output, LayerOptions layers) {
    Supplier<LabelledSamples> chosen =
        () ->
            some(
                samples.taken(
                    DataSource.open(samples.requireData(), samples.reading.options()),
                    session,
                    output),
                samples);
    return files(samples, samples.data == null ? null : chosen, layers);
  }

  /**
   * The same with samples that are open.
   *
   * @param chosen gives those that networks are run on; null for none
   */
  static ComparedFiles files(
      SampleOptions samples, @Nullable Supplier<LabelledSamples> chosen, LayerOptions layers) {
    return new ComparedFiles(
        chosen,
        samples.reading.options(),
        all -> some(samples.choice.subset().of(all), samples),
        layers);
  }

  /** Where no number was asked for, so many at most as is usual. */
  private static LabelledSamples some(LabelledSamples chosen, SampleOptions samples) {
    Subset asked = samples.choice.subset();
    return asked.samples() > 0
            || asked.perClass() > 0
            || chosen.size() <= CompareOptions.DEFAULT_SAMPLES
        ? chosen
        : new Subset(CompareOptions.DEFAULT_SAMPLES, 0, List.of(), samples.seed()).of(chosen);
  }
}
