package dev.nervure.data.glyphs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.data.array.Bytes;
import dev.nervure.data.array.NpyWriter;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a glyph set as files that other tools read: the pictures and labels as IDX (gzip, bytes)
 * or {@code .npy} (float32 in [0, 1] and int64), the factors as CSV, the ground truth as JSON, the
 * class names as text, a contact sheet as PNG. Each file is complete or absent.
 */
final class GlyphWriter {

  private static final int ROWS_AT_ONCE = 1024;

  private final GlyphSet glyphs;
  private final Path folder;
  private final Split part;

  GlyphWriter(GlyphSet glyphs, Path folder, Split part) {
    this.glyphs = glyphs;
    this.folder = folder;
    this.part = part;
  }

  void write(GlyphFormat format) {
    try {
      Files.createDirectories(folder);
      switch (format) {
        case IDX -> writeIdx();
        case NPY -> writeNpy();
      }
      writeFile(prefix() + "factors.csv", this::writeFactors);
      writeFile(prefix() + "sheet.png", out -> GlyphSheet.write(glyphs, out));
      writeFile("classes.txt", this::writeClassNames);
      writeFile(prefix() + "glyphs.json", this::writeTruth);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private String prefix() {
    return switch (part) {
      case TRAIN -> "train-";
      case TEST -> "t10k-";
      case AUTO, ALL -> "";
    };
  }

  private String suffix() {
    return switch (part) {
      case TRAIN -> "_train";
      case TEST -> "_test";
      case AUTO, ALL -> "";
    };
  }

  private void writeIdx() throws IOException {
    GlyphStyle style = glyphs.options().style();
    int axes = style.channels() == 1 ? 3 : 4;
    String images = prefix() + "images-idx" + axes + "-ubyte.gz";
    writeFile(
        images,
        out -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
            idxHeader(gzip, axes, style);
            Bytes pixels = glyphs.pixels();
            byte[] block = new byte[1 << 16];
            for (long at = 0; at < pixels.size(); at += block.length) {
              int count = (int) Math.min(block.length, pixels.size() - at);
              pixels.copy(at, block, 0, count);
              gzip.write(block, 0, count);
            }
          }
        });
    writeFile(
        prefix() + "labels-idx1-ubyte.gz",
        out -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            idxHeader(gzip, 1, style);
            for (int label : glyphs.labels()) {
              gzip.write(label);
            }
          }
        });
  }

  private void idxHeader(OutputStream out, int axes, GlyphStyle style) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(0x800 | axes);
    data.writeInt(glyphs.options().samples());
    if (axes == 4) {
      data.writeInt(style.channels());
    }
    if (axes > 1) {
      data.writeInt(style.side());
      data.writeInt(style.side());
    }
    data.flush();
  }

  private void writeNpy() {
    LabelledSamples samples = glyphs.samples();
    Path images = folder.resolve("x" + suffix() + ".npy");
    try (NpyWriter writer = NpyWriter.create(images, ElementType.FLOAT32, samples.sampleShape())) {
      for (int from = 0; from < samples.size(); from += ROWS_AT_ONCE) {
        writer.append(samples.read(from, Math.min(samples.size(), from + ROWS_AT_ONCE)));
      }
    }
    int[] labels = glyphs.labels();
    long[] wide = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      wide[i] = labels[i];
    }
    NpyWriter.write(folder.resolve("y" + suffix() + ".npy"), NdArray.of(wide, wide.length));
  }

  private void writeFactors(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder("sample,class");
    for (GlyphFactor factor : GlyphFactor.values()) {
      text.append(',').append(factor.id());
    }
    text.append('\n');
    int[] labels = glyphs.labels();
    for (int i = 0; i < labels.length; i++) {
      text.append(i).append(',').append(GlyphClass.values()[labels[i]].id());
      for (GlyphFactor factor : GlyphFactor.values()) {
        text.append(',').append(glyphs.factor(i, factor));
      }
      text.append('\n');
      if (text.length() > 1 << 16) {
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        text.setLength(0);
      }
    }
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private void writeClassNames(OutputStream out) throws IOException {
    String text = String.join("\n", GlyphSet.classNames()) + "\n";
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void writeTruth(OutputStream out) throws IOException {
    GlyphOptions options = glyphs.options();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("kind", "nervure glyphs");
      json.writeNumberField("version", GlyphSet.VERSION);
      json.writeStringField("specification", options.specification());
      json.writeNumberField("samples", options.samples());
      json.writeArrayFieldStart("sampleShape");
      for (int axis : glyphs.samples().sampleShape()) {
        json.writeNumber(axis);
      }
      json.writeEndArray();
      json.writeNumberField("seed", options.seed());
      json.writeNumberField("trueDimension", glyphs.trueDimension());
      json.writeArrayFieldStart("bettiNumbers");
      for (int betti : glyphs.bettiNumbers()) {
        json.writeNumber(betti);
      }
      json.writeEndArray();
      writeFactorRanges(json);
      writeClasses(json);
      json.writeEndObject();
    }
  }

  private void writeFactorRanges(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("factors");
    for (GlyphFactor factor : GlyphFactor.values()) {
      json.writeStartObject();
      json.writeStringField("name", factor.id());
      json.writeBooleanField("varies", glyphs.options().factors().contains(factor));
      json.writeNumberField("low", factor.low());
      json.writeNumberField("high", factor.high());
      json.writeNumberField("default", factor.standard());
      json.writeBooleanField("periodic", factor.isPeriodic());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeClasses(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("classes");
    for (GlyphClass glyph : glyphs.options().classes()) {
      json.writeStartObject();
      json.writeNumberField("label", glyph.ordinal());
      json.writeStringField("name", glyph.id());
      json.writeStringField("symmetryGroup", glyph.symmetry().group());
      json.writeNumberField("rotations", glyph.symmetry().order());
      json.writeNumberField("rotationsUnderShear", glyph.symmetry().orderUnderShear());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeFile(String name, Content content) throws IOException {
    Path target = folder.resolve(name);
    Path temporary = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
        content.writeTo(out);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Writes the content of one file. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
