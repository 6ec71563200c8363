package dev.nervure.glassbox.block;

import java.util.Arrays;

/**
 * Complex images of one size that are worked on together: the values of one pixel of all images lie
 * side by side. Not thread safe.
 */
final class ComplexImages {
  private final ImageSize size;
  private final int count;
  private final FourierTransform ofRows;
  private final FourierTransform ofColumns;
  private double[] re;
  private double[] im;
  private double[] spareRe;
  private double[] spareIm;

  /** Zero images. */
  ComplexImages(ImageSize size, int count) {
    this.size = size;
    this.count = count;
    ofRows = new FourierTransform(size.width());
    ofColumns = size.isSquare() ? ofRows : new FourierTransform(size.height());
    int values = Math.multiplyExact(size.pixels(), count);
    re = new double[values];
    im = new double[values];
    spareRe = new double[values];
    spareIm = new double[values];
  }

  /** Bytes of so many images. */
  static long memory(ImageSize size, int count) {
    return 4L * Double.BYTES * size.pixels() * count;
  }

  /** Rows and columns of each. */
  ImageSize size() {
    return size;
  }

  /** How many images. */
  int count() {
    return count;
  }

  /** Real parts, to be read and changed, until the next transform. */
  double[] re() {
    return re;
  }

  /** Imaginary parts, to be read and changed, until the next transform. */
  double[] im() {
    return im;
  }

  /** The images become their Fourier transforms; frequency 0 comes first. */
  void transform() {
    if (ofColumns.apply(re, im, spareRe, spareIm, 1, size.width() * count)) {
      exchange();
    }
    if (ofRows.apply(re, im, spareRe, spareIm, size.height(), count)) {
      exchange();
    }
  }

  /** The inverse of {@link #transform}, times the number of pixels. */
  void transformBack() {
    if (ofColumns.apply(im, re, spareIm, spareRe, 1, size.width() * count)) {
      exchange();
    }
    if (ofRows.apply(im, re, spareIm, spareRe, size.height(), count)) {
      exchange();
    }
  }

  /** Each value becomes its modulus. */
  void modulus() {
    for (int i = 0; i < re.length; i++) {
      re[i] = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    }
    Arrays.fill(im, 0);
  }

  private void exchange() {
    double[] oldRe = re;
    double[] oldIm = im;
    re = spareRe;
    im = spareIm;
    spareRe = oldRe;
    spareIm = oldIm;
  }
}
