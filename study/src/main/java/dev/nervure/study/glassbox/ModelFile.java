package dev.nervure.study.glassbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.nervure.data.BadDataException;
import dev.nervure.glassbox.block.BlockSettings;
import dev.nervure.glassbox.block.Blocks;
import dev.nervure.glassbox.classifier.Classifiers;
import dev.nervure.glassbox.reduction.CoefficientScaling;
import dev.nervure.glassbox.reduction.ReductionOptions;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A model in a YAML file: blocks with their settings, the reduction, the classifier. All parts but
 * the blocks may be left out.
 *
 * <pre>
 * blocks:
 *   - zernike
 *   - block: scattering
 *     scale: 2
 * reduction:
 *   method: pca
 *   scaling: standard
 *   components: 50
 * classifier: lda
 * </pre>
 */
public final class ModelFile {
  private static final List<String> PARTS = List.of("blocks", "reduction", "classifier");
  private static final List<String> REDUCTION =
      List.of("method", "scaling", "components", "variance_share", "whitened");

  /** A file of a model is a page at most. */
  private static final long MOST_BYTES = 1 << 20;

  private final Path file;

  private ModelFile(Path file) {
    this.file = file;
  }

  /**
   * Options with what a file says of the model.
   *
   * @throws BadDataException where it cannot be read, or has a word that is none: says the nearest
   */
  public static GlassBoxOptions read(Path file, GlassBoxOptions options) {
    return new ModelFile(file).applied(options);
  }

  private GlassBoxOptions applied(GlassBoxOptions options) {
    JsonNode root = tree();
    if (!root.isObject() || !root.has("blocks")) {
      throw bad("has no list of blocks", "Begin it with 'blocks:' and a line '- zernike'.");
    }
    requireKnown(root, PARTS, "the file");
    JsonNode list = root.get("blocks");
    if (!list.isArray() || list.isEmpty()) {
      throw bad(
          "must have a list under blocks",
          "Write one block a line with a hyphen before it, such as '- zernike'.");
    }
    List<BlockChoice> blocks = new ArrayList<>();
    for (JsonNode entry : list) {
      blocks.add(block(entry));
    }
    GlassBoxOptions changed = options.withBlocks(blocks);
    if (root.has("reduction")) {
      changed = changed.withReduction(reduction(root.get("reduction"), options.reduction()));
    }
    if (root.has("classifier")) {
      changed =
          changed.withDecider(
              known(text(root.get("classifier"), "classifier"), Classifiers.names(), "classifier"));
    }
    return changed;
  }

  private JsonNode tree() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw bad("is no file of a model: it has more than 1 MB", "Give a YAML file of blocks.");
      }
      return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "is no YAML: " + e.getOriginalMessage(),
          file + (e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr()),
          "Indent with spaces, and write 'name: value' with a space behind the colon.",
          e);
    } catch (NoSuchFileException e) {
      throw new BadDataException(
          "there is no such file", file.toString(), "Check the path given with --blocks.", e);
    } catch (IOException e) {
      throw new BadDataException(
          "cannot be read (%s)".formatted(e.getMessage()),
          file.toString(),
          "Give the YAML file of a model with --blocks.",
          e);
    }
  }

  private BadDataException bad(String what, String whatToTry) {
    return new BadDataException(what, file.toString(), whatToTry);
  }

  private BlockChoice block(JsonNode entry) {
    if (entry.isTextual()) {
      return BlockChoice.of(known(entry.asText(), Blocks.names(), "block"));
    }
    if (!entry.isObject() || !entry.has("block")) {
      throw bad(
          "has the entry '%s' under blocks, which names no block".formatted(entry),
          "Write '- zernike', or '- block: zernike' with its settings below.");
    }
    String name = known(text(entry.get("block"), "block"), Blocks.names(), "block");
    RecordComponent[] components = BlockSettings.class.getRecordComponents();
    List<String> settings = Arrays.stream(components).map(RecordComponent::getName).toList();
    requireKnown(
        entry, Stream.concat(Stream.of("block"), settings.stream()).toList(), "block " + name);
    try {
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        JsonNode given = entry.get(components[i].getName());
        values[i] =
            given == null
                ? components[i].getAccessor().invoke(BlockSettings.defaults())
                : value(given, types[i], components[i].getName());
      }
      Constructor<BlockSettings> constructor = BlockSettings.class.getDeclaredConstructor(types);
      return new BlockChoice(name, constructor.newInstance(values));
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw bad(
            "has settings that block " + name + " does not take: " + wrong.getMessage(),
            "Change them, or leave them out for the defaults.");
      }
      throw new IllegalStateException(e);
    }
  }

  private Object value(JsonNode given, Class<?> type, String name) {
    if (type == int.class && given.isInt()) {
      return given.asInt();
    }
    if (type == long.class && given.isIntegralNumber()) {
      return given.asLong();
    }
    if (type == double.class && given.isNumber()) {
      return given.asDouble();
    }
    if (type == boolean.class && given.isBoolean()) {
      return given.asBoolean();
    }
    if (type.isEnum() && given.isTextual()) {
      List<String> words =
          Arrays.stream(type.getEnumConstants())
              .map(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT))
              .toList();
      int at = words.indexOf(known(given.asText(), words, name));
      return type.getEnumConstants()[at];
    }
    String wanted =
        type == boolean.class ? "true or false" : type.isEnum() ? "a word" : "a whole number";
    throw bad(
        "has '%s: %s', which is not %s".formatted(name, given.asText(), wanted),
        "Give " + wanted + ".");
  }

  private ReductionOptions reduction(JsonNode node, ReductionOptions before) {
    if (!node.isObject()) {
      throw bad("has a reduction that is no list of settings", "Write 'method: pca' below it.");
    }
    requireKnown(node, REDUCTION, "the reduction");
    ReductionOptions changed = before;
    if (node.has("method")) {
      changed =
          changed.withMethod(
              (ReductionOptions.Method)
                  value(node.get("method"), ReductionOptions.Method.class, "method"));
    }
    if (node.has("scaling")) {
      changed =
          changed.withScaling(
              (CoefficientScaling) value(node.get("scaling"), CoefficientScaling.class, "scaling"));
    }
    try {
      if (node.has("components")) {
        changed =
            changed.withComponents(
                (Integer) value(node.get("components"), int.class, "components"));
      }
      if (node.has("variance_share")) {
        changed =
            changed.withVarianceShare(
                (Double) value(node.get("variance_share"), double.class, "variance_share"));
      }
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()), "Change it, or leave it out.");
    }
    if (node.has("whitened")) {
      changed =
          changed.withWhitened((Boolean) value(node.get("whitened"), boolean.class, "whitened"));
    }
    return changed;
  }

  private String text(JsonNode node, String name) {
    if (!node.isTextual()) {
      throw bad("has no word for " + name, "Write '%s: NAME'.".formatted(name));
    }
    return node.asText();
  }

  private void requireKnown(JsonNode node, List<String> known, String where) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw bad(
                    "has '%s' in %s, which is not known there".formatted(name, where),
                    "Did you mean '%s'? There are %s."
                        .formatted(nearest(name, known), String.join(", ", known)));
              }
            });
  }

  private String known(String word, List<String> words, String what) {
    if (words.contains(word)) {
      return word;
    }
    throw bad(
        "names the %s '%s', which there is not".formatted(what, word),
        "Did you mean '%s'? There are %s."
            .formatted(nearest(word, words), String.join(", ", words)));
  }

  /** The word with the fewest changes of letters, the first among equals. */
  static String nearest(String word, List<String> words) {
    String best = words.get(0);
    for (String one : words) {
      best = changes(word, one) < changes(word, best) ? one : best;
    }
    return best;
  }

  /** Letters to put in, take out or replace (Levenshtein 1966). */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
