package dev.nervure.data.diagrams;

import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpzReader;
import dev.nervure.data.array.StoredArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bars as NumPy's arrays. */
final class BarArrays {
  private static final Pattern NUMBERED = Pattern.compile("(?:.*[^0-9])?([0-9]{1,2})");

  private BarArrays() {}

  /** The diagrams of an array: one, or one for each index of the first of three axes. */
  static List<BarRows> ofArray(Path file) {
    StoredArray array = NpyReader.open(file);
    int[] shape = array.shape();
    if (shape.length != 2 && shape.length != 3) {
      throw new BadDataException(
          "has shape " + Arrays.toString(shape),
          array.origin(),
          "Bars are n x 2 or n x 3; a batch of diagrams has an axis before these.");
    }
    if (shape.length == 2) {
      return List.of(bars(array.readAll().doubles(), shape[1], array.origin()));
    }
    if (shape[0] == 0) {
      throw new BadDataException(
          "is a batch of no diagrams", array.origin(), "Give at least one diagram.");
    }
    List<double[]> rows = rows(array.readAll().doubles(), shape[2]);
    // One program has written all of them, so that their columns mean the same.
    BarLayout layout = BarLayout.guessed(rows, shape[2], array.origin());
    List<BarRows> parts = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      String where = shape[0] == 1 ? array.origin() : array.origin() + "[" + i + "]";
      parts.add(layout.bars(rows.subList(i * shape[1], (i + 1) * shape[1]), where));
    }
    return parts;
  }

  /** The diagrams of an archive, one a degree, as one part. */
  static BarRows ofArchive(Path file) {
    NpzReader archive = NpzReader.open(file);
    List<String> names = archive.names();
    BarRows all = new BarRows(file.toString());
    if (names.size() == 1) {
      StoredArray only = archive.array(names.get(0));
      if (only.rank() == 2) {
        return bars(only.readAll().doubles(), only.shape()[1], only.origin());
      }
    }
    for (String name : names) {
      StoredArray array = archive.array(name);
      Matcher matcher = NUMBERED.matcher(name);
      if (!matcher.matches() || array.rank() != 2 || array.shape()[1] != 2) {
        throw new BadDataException(
            "the array '%s' of shape %s is not the diagram of a degree"
                .formatted(name, Arrays.toString(array.shape())),
            file.toString(),
            "Save n x 2 arrays by degree: numpy.savez(file, H0=dgms[0], H1=dgms[1]).");
      }
      double[] values = array.readAll().doubles();
      for (int i = 0; i < array.shape()[0]; i++) {
        all.add(Integer.parseInt(matcher.group(1)), values[2 * i], values[2 * i + 1]);
      }
    }
    return all;
  }

  private static BarRows bars(double[] values, int columns, String where) {
    List<double[]> rows = rows(values, columns);
    return BarLayout.guessed(rows, columns, where).bars(rows, where);
  }

  private static List<double[]> rows(double[] values, int columns) {
    List<double[]> rows = new ArrayList<>();
    for (int from = 0; from < values.length; from += columns) {
      rows.add(Arrays.copyOfRange(values, from, from + columns));
    }
    return rows;
  }
}
