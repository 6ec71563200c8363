package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.spoof.SpoofKind;
import dev.nervure.data.spoof.SpoofOptions;
import dev.nervure.data.spoof.SpoofWriter;
import dev.nervure.run.Manifest;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure data spoof}: images as a camera sees them in print or on a screen. */
@Command(
    name = "spoof",
    sortOptions = false,
    description = {
      "Makes images look recaptured, from a print or a screen.",
      "Blur, raster or moire, tones, uneven light or glare, fewer pixels, noise and JPEG, with a strength and a seed: made-up attacks, for contrasts with the images themselves."
    },
    footer = {
      "",
      "Examples:",
      "  nervure data spoof --data cifar10/ --out cifar10-print/ --kind print",
      "  nervure data spoof --data faces/ --size 64x64 --out faces-replay/ --kind replay --strength 0.5 --as png"
    })
final class SpoofCommand implements Callable<Integer> {
  /** What is written, and replaced by --overwrite. */
  private static final List<String> ARRAYS = List.of("[xy].npy", "classes.txt");

  private static final List<String> PICTURES = List.of("*.png", "*/*.png");

  /** How spoofs are stored. */
  private enum Form {
    /** Arrays in the order of the samples. */
    NPY,
    /** A folder of pictures a class. */
    PNG
  }

  private final Session session;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to write to.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "print or replay (a screen).")
  @SuppressWarnings("NullAway.Init")
  private SpoofKind kind;

  @Option(
      names = "--strength",
      paramLabel = "S",
      description = "From 0 (the images themselves, in 256 levels) to 1. Default: 1.")
  private double strength = 1;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description =
          "npy (arrays in the order of the samples, so that pairs stay pairs) or png (a folder of pictures a class). Default: npy.")
  private Form form = Form.NPY;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private SampleOptions samples;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  SpoofCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    samples.requireData();
    SpoofOptions options = new SpoofOptions(kind, strength, samples.seed());
    LabelledSamples chosen = samples.open(session, output);
    SpoofWriter writer = new SpoofWriter(chosen, options);
    Provenance now =
        results.provenance(
            Map.of(
                "data",
                new Manifest.Input(
                    chosen.description(), chosen.description(), chosen.contentHash())));
    List<String> files = form == Form.NPY ? ARRAYS : PICTURES;
    ResultPlace place =
        results.choose(session, output, out, out, one -> ResultPlace.lookAt(one, "", now, files));
    if (place.replaces()) {
      ResultPlace.remove(out, "", files);
    }
    Files.createDirectories(out);
    if (form == Form.NPY) {
      writer.writeArrays(out, session.progress(output));
    } else {
      writer.writePictures(out, session.progress(output));
    }
    now.write(out, "");
    if (output.json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("folder", out.toString());
      result.put("samples", chosen.size());
      result.put("kind", kind.name().toLowerCase(Locale.ROOT));
      result.put("strength", strength);
      result.put("seed", samples.seed());
      session.print(PlainJson.indented(result));
    } else {
      session.print(out.toString());
    }
    session.note(output, Quantities.count(chosen.size()) + " images");
    return ExitCode.OK.number();
  }
}
