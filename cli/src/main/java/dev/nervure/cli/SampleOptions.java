package dev.nervure.cli;

import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.ImageOptions;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.SampleRange;
import dev.nervure.data.ScalingChoice;
import dev.nervure.data.Subset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Which samples a command works on: where they lie, how to read them, and which of them to take.
 */
final class SampleOptions {
  /** Ways to read samples, and to run a network on them: of no use to dumped activations. */
  static final String[] NOT_FOR_ACTIVATIONS = {
    "--mean",
    "--std",
    "--scale",
    "--scale-from",
    "--scale-target",
    "--format",
    "--split",
    "--size",
    "--crop",
    "--color",
    "--strict",
    "--channel-order",
    "--array",
    "--label-array",
    "--coarse-labels",
    "--index-column",
    "--precision"
  };

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "A file or a folder of samples; the format is recognised from the names and the content.")
  @Nullable String data;

  @ArgGroup(validate = false, order = 9, heading = "%nHow to read the samples:%n")
  final Reading reading = new Reading();

  @ArgGroup(validate = false, order = 0, heading = "%nWhich samples to take:%n")
  final Choice choice = new Choice();

  /** How to read the samples. */
  static final class Reading extends SampleReading {
    @Option(
        names = "--scale",
        paramLabel = "METHOD",
        description =
            "Tables: scale each column as on the training table of --scale-from: standard (mean 0, deviation 1) or minmax (0 to 1). Default: none.")
    ScalingChoice.@Nullable Method scale;

    @Option(
        names = "--scale-from",
        paramLabel = "TABLE",
        description =
            "The table that the network was trained on, with the same columns by name, or as many. Default: none.")
    @Nullable Path scaleFrom;

    @Option(
        names = "--scale-target",
        fallbackValue = "true",
        description =
            "The network answers with the target scaled in the same way: turn its outputs back into the target's unit. Default: outputs as they are.")
    boolean scaleTarget;

    @Override
    DataOptions options() {
      DataOptions options = super.options();
      if ((scale == null) != (scaleFrom == null)) {
        throw new WrongUsageException("--scale and --scale-from belong together; give both");
      }
      if (scaleTarget && scale == null) {
        throw new WrongUsageException("--scale-target needs --scale and --scale-from");
      }
      if (scale != null && mean != null) {
        throw new WrongUsageException(
            "--scale takes the place of --mean and --std; give one or the other");
      }
      return options.withScaling(
          scale == null || scaleFrom == null
              ? null
              : new ScalingChoice(scale, scaleFrom, scaleTarget));
    }
  }

  /** Which samples to take. */
  static final class Choice {
    @Option(
        names = "--range",
        paramLabel = "A:B",
        converter = RangeConverter.class,
        description =
            "Take the samples from A to before B, in the order of the file and counted from 0; the other choices are then made among them. Default: all.")
    @Nullable SampleRange range;

    @Option(
        names = "--samples",
        paramLabel = "N",
        description =
            "Take N samples, drawn at random (where there are two groups, N of each). Default: all, unless the command says otherwise.")
    int samples;

    @Option(
        names = "--per-class",
        paramLabel = "N",
        description = "Take N samples of each class. Default: all.")
    int perClass;

    @Option(
        names = "--classes",
        paramLabel = "LIST",
        split = ",",
        hideParamSyntax = true,
        description = "Take only these classes, by name or index: cat,dog or 3,5. Default: all.")
    @Nullable List<String> classes;

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "1",
        description = "Seed of everything that is drawn. Same seed, same result. Default: 1.")
    long seed;

    Subset subset() {
      return new Subset(range, samples, perClass, classes == null ? List.of() : classes, seed);
    }
  }

  /** The seed of the whole command. */
  long seed() {
    return choice.seed;
  }

  /** Refuses a command line without data before anything slow is done. */
  String requireData() {
    if (data == null) {
      throw new WrongUsageException("--data is missing; give the file or folder of the samples");
    }
    return data;
  }

  /**
   * Opens the data, takes the samples asked for, and notes what the user should know about them.
   */
  LabelledSamples open(Session session, OutputOptions output) {
    return taken(DataSource.open(requireData(), reading.options()), session, output);
  }

  /** Takes the samples asked for, and notes what the user should know about them. */
  LabelledSamples taken(LabelledSamples opened, Session session, OutputOptions output) {
    LabelledSamples chosen = choice.subset().of(opened);
    chosen.warnings().forEach(warning -> session.note(output, "note: " + warning));
    return chosen;
  }

  /** Reads "0:500". */
  static final class RangeConverter implements ITypeConverter<SampleRange> {
    @Override
    public SampleRange convert(String text) {
      try {
        return SampleRange.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads "32x24", or "32" for a square. */
  static final class SizeConverter implements ITypeConverter<ImageOptions.Size> {
    @Override
    public ImageOptions.Size convert(String text) {
      String[] sides = text.toLowerCase(java.util.Locale.ROOT).split("x", -1);
      try {
        int width = Integer.parseInt(sides[0].strip());
        int height = sides.length == 1 ? width : Integer.parseInt(sides[1].strip());
        if (sides.length <= 2) {
          return new ImageOptions.Size(width, height);
        }
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'%s' is not a size such as 32x32 (%s)".formatted(text, e.getMessage()));
      }
      throw new TypeConversionException("'%s' is not a size such as 32x32".formatted(text));
    }
  }
}
