package dev.nervure.data;

import dev.nervure.data.array.MappedBytes;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpzReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.table.TableOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Samples from NumPy's files. {@code .npy} stays mapped; arrays of an {@code .npz} are inflated.
 * Labels come from the file told, from an array of the same archive, or from a neighbour whose name
 * differs as "x" and "y" or "images" and "labels" do.
 */
final class ArrayReader {

  private static final List<String> SAMPLE_WORDS =
      List.of("x", "images", "image", "data", "features", "inputs", "samples");
  private static final List<String> LABEL_WORDS =
      List.of("y", "labels", "label", "targets", "target", "classes");
  private static final List<String> PARTS = List.of("_test", "_val", "", "_train");

  private ArrayReader() {}

  static boolean isArrayName(Path file) {
    String name = SourceFile.plainName(file);
    return name.endsWith(".npy") || name.endsWith(".npz");
  }

  /** Opens a file, or the one of a folder that by its name holds samples. */
  static LabelledSamples open(Path location, DataOptions options) {
    Path file = Files.isDirectory(location) ? samplesFile(location, options) : location;
    return SourceFile.plainName(file).endsWith(".npz")
        ? openArchive(file, options)
        : openFile(file, options);
  }

  private static Path samplesFile(Path folder, DataOptions options) {
    List<Path> arrays = Folder.files(folder).stream().filter(ArrayReader::isArrayName).toList();
    for (String key : keys(SAMPLE_WORDS, options.split())) {
      for (Path file : arrays) {
        if (stem(file).equals(key)) {
          return file;
        }
      }
    }
    if (arrays.size() == 1) {
      return arrays.get(0);
    }
    throw new BadDataException(
        "holds " + arrays.size() + " arrays, none named as samples are",
        folder.toString(),
        "Give the file itself, or name it x.npy or x_test.npy (labels: y.npy, y_test.npy).");
  }

  private static LabelledSamples openFile(Path file, DataOptions options) {
    StoredArray array = NpyReader.open(MappedBytes.of(file));
    Path told = options.labels();
    Path labelsFile = told != null ? told : partner(file);
    Labels labels = null;
    List<String> notes = new ArrayList<>();
    if (labelsFile != null) {
      try {
        labels = LabelFile.read(labelsFile, options);
      } catch (BadDataException e) {
        // Only a name made it a file of labels: x.npy and y.npy may be two clouds, or inputs and
        // the
        // scores that a network gives them. A single column that is broken is labels all the same.
        boolean mayBeOther =
            options.tableUse() == TableOptions.Use.POINTS || hasSeveralColumns(labelsFile);
        if (told != null || !mayBeOther) {
          throw e;
        }
        notes.add(
            "%s has a name of labels of %s but holds none, and is left aside: it %s"
                .formatted(labelsFile.getFileName(), file.getFileName(), e.what()));
      }
      if (labels != null) {
        LabelFile.requireCount(labels, labelsFile, array.rows(), file.toString());
      }
    }
    return samples(array, labels, file, "", "array " + file, notes, options);
  }

  private static boolean hasSeveralColumns(Path file) {
    return SourceFile.plainName(file).endsWith(".npy")
        && NpyReader.open(MappedBytes.of(file)).rowSize() > 1;
  }

  private static LabelledSamples openArchive(Path file, DataOptions options) {
    NpzReader archive = NpzReader.open(file);
    List<String> names = archive.names();
    String samplesKey = options.arrayKey();
    if (samplesKey == null) {
      samplesKey = firstPresent(names, keys(SAMPLE_WORDS, options.split()));
    }
    List<String> notes = new ArrayList<>();
    if (samplesKey == null) {
      samplesKey = archive.onlyPoints();
      if (names.size() > 1) {
        notes.add("array '%s' of %s is read; --array names another".formatted(samplesKey, names));
      }
    }
    StoredArray array = archive.array(samplesKey);
    String labelKey = options.labelKey();
    Labels labels = null;
    if (options.labels() != null) {
      labels = LabelFile.read(options.labels(), options);
      LabelFile.requireCount(labels, options.labels(), array.rows(), array.origin());
    } else {
      if (labelKey == null) {
        labelKey = labelKeyFor(samplesKey, names);
      }
      if (labelKey != null) {
        labels = LabelFile.ofArray(archive.array(labelKey));
        LabelFile.requireCount(labels, file.resolve(labelKey), array.rows(), array.origin());
      }
    }
    String description = "array " + samplesKey + " of " + file;
    return samples(array, labels, file, samplesKey, description, notes, options);
  }

  /** The samples; {@code key} is the name of the array in an archive, empty elsewhere. */
  private static LabelledSamples samples(
      StoredArray array,
      @Nullable Labels labels,
      Path file,
      String key,
      String description,
      List<String> notes,
      DataOptions options) {
    int[] shape = ArraySamples.sampleShape(array, options.channelOrder());
    int channelsLast = options.channelOrder().channelsLast(array.shape());
    return LabelledSamples.of(
        ArraySamples.rows(array, options.channelOrder()),
        shape,
        LabelFile.named(labels, file, options),
        null,
        description,
        notes,
        new ContentHash(List.of(file), "array " + channelsLast + " " + key));
  }

  /** Names in the order of preference: the split's part, then every word. */
  private static List<String> keys(List<String> words, Split split) {
    List<String> parts =
        switch (split) {
          case AUTO -> PARTS;
          case TRAIN -> List.of("_train");
          case TEST -> List.of("_test", "_val");
          case ALL -> List.of("", "_test", "_val", "_train");
        };
    List<String> keys = new ArrayList<>();
    for (String part : parts) {
      for (String word : words) {
        keys.add(word + part);
        if (!part.isEmpty()) {
          keys.add(part.substring(1) + "_" + word);
        }
      }
    }
    return keys;
  }

  private static @Nullable String firstPresent(List<String> names, List<String> keys) {
    for (String key : keys) {
      for (String name : names) {
        if (name.toLowerCase(Locale.ROOT).equals(key)) {
          return name;
        }
      }
    }
    return null;
  }

  private static @Nullable String labelKeyFor(String samplesKey, List<String> names) {
    for (String candidate : partners(samplesKey.toLowerCase(Locale.ROOT))) {
      String found = firstPresent(names, List.of(candidate));
      if (found != null && !found.equals(samplesKey)) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Path partner(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return null;
    }
    List<Path> neighbours = Folder.files(folder);
    for (String candidate : partners(stem(file))) {
      for (Path neighbour : neighbours) {
        boolean readable = SourceFile.plainName(neighbour).matches(".*\\.(npy|csv|txt)");
        if (readable && stem(neighbour).equals(candidate)) {
          return neighbour;
        }
      }
    }
    return null;
  }

  /** What the labels beside samples of this name may be called. */
  private static List<String> partners(String samples) {
    List<String> result = new ArrayList<>();
    for (String word : SAMPLE_WORDS) {
      boolean prefix = samples.equals(word) || samples.startsWith(word + "_");
      boolean suffix = samples.endsWith("_" + word);
      for (String label : LABEL_WORDS) {
        if (prefix) {
          result.add(label + samples.substring(word.length()));
        }
        if (suffix) {
          result.add(samples.substring(0, samples.length() - word.length()) + label);
        }
      }
    }
    for (String label : LABEL_WORDS) {
      result.add(samples + "_" + label);
      result.add(samples + "-" + label);
    }
    return result;
  }

  private static String stem(Path file) {
    String name = SourceFile.plainName(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
