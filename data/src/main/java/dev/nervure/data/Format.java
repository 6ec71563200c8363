package dev.nervure.data;

/** The kinds of input that {@link DataSource} opens. */
public enum Format {
  /** Found out from the name, the first bytes, and what lies in the folder. */
  AUTO,
  /** IDX as MNIST has it, plain or gzip. */
  IDX,
  /** CIFAR-10, binary version, plain or gzip. */
  CIFAR10,
  /** CIFAR-100, binary version, plain or gzip. */
  CIFAR100,
  /** A folder with one subfolder of PNG, JPEG or BMP files a class. */
  IMAGES,
  /** A table of numbers as text, plain or gzip. */
  CSV,
  /** NumPy's {@code .npy} or {@code .npz}. */
  NPY,
  /** The built-in generated set, from a specification or a folder that it was written to. */
  GLYPHS;
}
