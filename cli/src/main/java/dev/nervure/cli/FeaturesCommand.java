package dev.nervure.cli;

import dev.nervure.array.ElementType;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.glassbox.block.BlockSettings;
import dev.nervure.glassbox.block.Blocks;
import dev.nervure.glassbox.block.DeclaredSymmetry;
import dev.nervure.glassbox.block.FeatureBlock;
import dev.nervure.glassbox.block.ImageSize;
import dev.nervure.progress.Cost;
import dev.nervure.run.FreeSpace;
import dev.nervure.run.PlainJson;
import dev.nervure.study.glassbox.CoefficientNames;
import dev.nervure.study.glassbox.FeatureExport;
import dev.nervure.study.glassbox.GreyImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure features}: the coefficients of a block, as an array. */
@Command(
    name = "features",
    sortOptions = false,
    description = {
      "Writes fixed, named features of images: scattering, moments, Fourier moduli, orbits and others, one row an image.",
      "Other programs learn from the array, and --data reads it. --list names the blocks."
    },
    footer = {
      "",
      "Examples:",
      "  nervure features --list",
      "  nervure features mnist/ --block scattering --scale 3 --angles 8 --order 2 --out f.npy",
      "  nervure features photos/ --size 64x64 --block scattering_rotation --out f.npy",
      "  nervure features cifar10/ --samples 1000 --block zernike --degree 20 --out f.npy --names f.json",
      "  nervure features cifar10/ --block orbit --out f.npy --dry-run"
    })
final class FeaturesCommand implements Callable<Integer> {
  /** For which --list counts. */
  private static final ImageSize EXAMPLE = new ImageSize(32, 32);

  /** How values are stored. */
  private enum Precision {
    /** Half the size. */
    FLOAT32,
    /** As computed. */
    FLOAT64
  }

  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "IMAGES",
      description =
          "A file or a folder of images, in any format that --data of other commands reads. Colours become grey: 0.299 red + 0.587 green + 0.114 blue.")
  private @Nullable String images;

  @Option(names = "--list", description = "Print the blocks and what each takes, then stop.")
  private boolean list;

  @Option(names = "--block", paramLabel = "NAME", description = "Which block, as --list has it.")
  private @Nullable String blockName;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The .npy file to write, a row for each image.")
  private @Nullable Path out;

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description =
          "What each column is, as .csv or .json. Default: a .csv beside the array, of its name.")
  private @Nullable Path names;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "float32 or float64, in which values are computed. Default: float32.")
  private Precision precision = Precision.FLOAT32;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads; the values do not depend on it. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Show the expected time, memory and disk; write nothing.")
  private boolean dryRun;

  @ArgGroup(validate = false, order = 1, heading = "%nWhat blocks depend on:%n")
  private final BlockOptions blockOptions = new BlockOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nWhich images to take:%n")
  private final SampleOptions.Choice choice = new SampleOptions.Choice();

  @ArgGroup(validate = false, order = 3, heading = "%nHow to read the images:%n")
  private final SampleReading reading = new SampleReading();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputFile written;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  FeaturesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    BlockSettings settings = blockOptions.settings(choice.seed);
    if (list) {
      printList(settings);
      return ExitCode.OK.number();
    }
    if (images == null || blockName == null || out == null) {
      throw new WrongUsageException(
          "give IMAGES, --block NAME and --out FILE, or --list for the names of the blocks");
    }
    if (threads < 1) {
      throw new WrongUsageException("--threads must be at least 1 but is " + threads);
    }
    Blocks.requireName(blockName);
    new UnusedOptions(spec)
        .refuse(true, "is for networks; features are of pixels as they are", "--mean", "--std");
    Path namesFile = requireFiles(out);
    LabelledSamples opened = DataSource.open(images, reading.options());
    LabelledSamples samples = choice.subset().of(opened);
    samples.warnings().forEach(warning -> session.note(output, "note: " + warning));
    GreyImages grey = GreyImages.of(samples);
    FeatureBlock block = Blocks.named(blockName, grey.size(), settings);
    BlockOptions.refuseOthers(new UnusedOptions(spec), block);
    ElementType type = precision == Precision.FLOAT32 ? ElementType.FLOAT32 : ElementType.FLOAT64;
    FeatureExport export = new FeatureExport(grey, block);
    if (dryRun) {
      printPlan(export.cost(type, threads), export.threads(threads), out);
      return ExitCode.OK.number();
    }
    export.write(out, type, threads, session.progress(output));
    CoefficientNames.write(namesFile, block);
    print(grey, block, samples.warnings(), out, namesFile);
    return ExitCode.OK.number();
  }

  /** Looks at both files before anything slow is done, and names that of the columns. */
  private Path requireFiles(Path file) {
    OutputFile.requireEnding("--out", file, ".npy", ".npy");
    written.require("--out", file);
    Path other = names;
    if (other == null) {
      String name = file.toString();
      other = Path.of(name.substring(0, name.length() - ".npy".length()) + ".csv");
    } else {
      OutputFile.requireEnding("--names", other, ".csv", ".json");
    }
    written.require("--names", other);
    return other;
  }

  private void printPlan(Cost cost, int used, Path file) {
    double seconds = cost.seconds() / used;
    long memory = Runtime.getRuntime().maxMemory();
    long disk = FreeSpace.bytes(file);
    boolean fits = cost.memoryBytes() <= memory && cost.diskBytes() <= disk;
    if (output.json) {
      Map<String, Object> plan = new LinkedHashMap<>();
      plan.put("file", file.toString());
      plan.put("threads", used);
      plan.put("seconds", seconds);
      plan.put("memoryBytes", cost.memoryBytes());
      plan.put("availableMemoryBytes", memory);
      plan.put("diskBytes", cost.diskBytes());
      plan.put("availableDiskBytes", disk);
      plan.put("fits", fits);
      session.print(PlainJson.indented(plan));
      return;
    }
    session.print("about %s on %d threads".formatted(Quantities.seconds(seconds), used));
    session.print(
        "memory: %s of %s; disk: %s of %s"
            .formatted(
                Quantities.bytes(cost.memoryBytes()),
                Quantities.bytes(memory),
                Quantities.bytes(cost.diskBytes()),
                Quantities.bytes(disk)));
    session.print("file: " + file + (fits ? "" : " (does not fit)"));
  }

  private void print(
      GreyImages grey, FeatureBlock block, List<String> notes, Path file, Path namesFile) {
    int coefficients = block.coefficients().size();
    if (!output.json) {
      session.print(file.toString());
      session.note(
          output,
          "%s images x %s coefficients of %s; columns are named in %s"
              .formatted(
                  Quantities.count(grey.count()),
                  Quantities.count(coefficients),
                  block.name(),
                  namesFile));
      return;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", file.toString());
    result.put("names", namesFile.toString());
    result.put("samples", grey.count());
    result.put("coefficients", coefficients);
    result.put("block", block.name());
    result.put("settings", block.settings());
    result.put("imageSize", List.of(grey.size().height(), grey.size().width()));
    result.put("precision", precision.name().toLowerCase(Locale.ROOT));
    result.put("symmetries", symmetries(block));
    result.put("notes", notes);
    session.print(PlainJson.indented(result));
  }

  private static List<Map<String, Object>> symmetries(FeatureBlock block) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (DeclaredSymmetry symmetry : block.symmetries()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("group", symmetry.words());
      one.put("kind", symmetry.kind().name().toLowerCase(Locale.ROOT));
      one.put("exact", symmetry.isExact());
      all.add(one);
    }
    return all;
  }

  private void printList(BlockSettings settings) {
    List<Map<String, Object>> all = new ArrayList<>();
    TextTable table = new TextTable(2);
    table.add(List.of("block", "takes", "numbers of 32x32"));
    for (String name : Blocks.names()) {
      FeatureBlock block = Blocks.named(name, EXAMPLE, settings);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("block", name);
      one.put("settings", block.settings());
      one.put("coefficients", block.coefficients().size());
      one.put("symmetries", symmetries(block));
      all.add(one);
      table.add(
          List.of(
              name,
              String.join(", ", block.settings().keySet()),
              Quantities.count(block.coefficients().size())));
    }
    if (output.json) {
      session.print(PlainJson.indented(Map.of("blocks", all)));
    } else {
      table.lines().forEach(session::print);
    }
  }
}
