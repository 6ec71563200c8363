package dev.nervure.cli;

import dev.nervure.data.Split;
import dev.nervure.data.glyphs.GlyphFormat;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.data.glyphs.GlyphStyle;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure data glyphs}: the built-in data with its latent factors. */
@Command(
    name = "glyphs",
    sortOptions = false,
    description = {
      "Draws ten classes of strokes from latent factors and stores the factors.",
      "The true dimension, topology and symmetry of each class are known."
    },
    footer = {
      "",
      "Examples:",
      "  nervure data glyphs --out glyphs/",
      "  nervure data glyphs --out glyphs/ --samples 5000 --factors rotation,scale --style color --seed 3"
    })
final class GlyphsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to write to.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(names = "--samples", paramLabel = "N", description = "How many samples. Default: 2000.")
  private int samples = GlyphOptions.DEFAULT.samples();

  @Option(
      names = "--classes",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description = "Which classes, by name. Default: all ten.")
  private @Nullable List<String> classes;

  @Option(
      names = "--factors",
      paramLabel = "LIST",
      split = ",",
      hideParamSyntax = true,
      description =
          "Which factors vary: rotation, scale, shear, stroke_width, position_x, position_y, brightness, hue (colour only); or none. Default: all.")
  private @Nullable List<String> factors;

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      description = "grey (1 x 28 x 28) or color (3 x 32 x 32). Default: grey.")
  private GlyphStyle style = GlyphStyle.GREY;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "idx (gzip, as MNIST) or npy. Default: idx.")
  private GlyphFormat format = GlyphFormat.IDX;

  @Option(
      names = "--split",
      paramLabel = "PART",
      description =
          "train or test: which part the names of the files say this is. Default: neither.")
  private Split split = Split.AUTO;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of the factors. Default: 1.")
  private long seed = GlyphOptions.DEFAULT.seed();

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  GlyphsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Provenance now = results.provenance(Map.of());
    ResultPlace place =
        results.choose(
            session, output, out, out, one -> ResultPlace.lookAt(one, part(), now, files()));
    GlyphSet set = GlyphSet.generate(options(), session.progress(output));
    if (place.replaces()) {
      ResultPlace.remove(out, part(), files());
    }
    set.write(out, format, split);
    now.write(out, part());
    if (output.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("folder", out.toString());
      result.put("samples", set.options().samples());
      result.put("specification", set.options().specification());
      result.put("trueDimension", set.trueDimension());
      result.put("bettiNumbers", set.bettiNumbers());
      session.print(PlainJson.indented(result));
    } else {
      session.print(out.toString());
    }
    session.note(
        output,
        "%s glyphs, each class on a manifold of dimension %d"
            .formatted(Quantities.count(set.options().samples()), set.trueDimension()));
    return ExitCode.OK.number();
  }

  /** Training and test part share a folder; the names of their files begin so. */
  private String part() {
    return switch (split) {
      case TRAIN -> "train-";
      case TEST -> "t10k-";
      case AUTO, ALL -> "";
    };
  }

  /** The files of this part that another set would replace, in both formats. */
  private List<String> files() {
    String arrays =
        switch (split) {
          case TRAIN -> "[xy]_train.npy";
          case TEST -> "[xy]_test.npy";
          case AUTO, ALL -> "[xy].npy";
        };
    return List.of(
        part() + "{images,labels}-idx*-ubyte.gz",
        part() + "{factors.csv,sheet.png,glyphs.json}",
        arrays);
  }

  private GlyphOptions options() {
    return GlyphOptions.parse(
        "samples=%d,classes=%s,factors=%s,style=%s,seed=%d"
            .formatted(
                samples,
                classes == null ? "all" : String.join("+", classes),
                factors == null ? "all" : String.join("+", factors),
                style.name().toLowerCase(Locale.ROOT),
                seed));
  }
}
