package dev.nervure.study;

import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file or folder that a stage leaves in the run directory. */
public interface Artifact {

  /** Where it lies, relative to the run directory, with {@code /} between folders. */
  String path();

  /** Whether it is there and whole. */
  boolean isWholeAt(Path place);

  /** A file of any kind. */
  static Artifact file(String path) {
    return new PlainFile(path);
  }

  /**
   * An array in NumPy's format.
   *
   * @param rowSize values in a row; 0 where that is not known beforehand
   */
  static Artifact array(String path, int rowSize) {
    return new ArrayFile(path, rowSize);
  }

  /**
   * A folder.
   *
   * @param last the file that is written last, so that its presence says that all are there
   */
  static Artifact folder(String path, String last) {
    return new FolderOfFiles(path, last);
  }

  /** See {@link #file}. */
  record PlainFile(String path) implements Artifact {
    @Override
    public boolean isWholeAt(Path place) {
      return Files.isRegularFile(place);
    }
  }

  /** See {@link #array}. */
  record ArrayFile(String path, int rowSize) implements Artifact {
    @Override
    public boolean isWholeAt(Path place) {
      try {
        return Files.exists(place) && (NpyReader.open(place).rowSize() == rowSize || rowSize == 0);
      } catch (BadDataException damaged) {
        return false;
      }
    }
  }

  /** See {@link #folder}. */
  record FolderOfFiles(String path, String last) implements Artifact {
    @Override
    public boolean isWholeAt(Path place) {
      return Files.isRegularFile(place.resolve(last));
    }
  }
}
