package dev.nervure.segment;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The foreground of an image by GrabCut (Rother, Kolmogorov, Blake 2004), as OpenCV computes it:
 * mixtures of five Gaussians of the colours inside and outside of a rectangle, and a minimum cut,
 * five times. The rectangle is the image without its last row and column, as Purvine et al. 2023
 * take it, so that these are background.
 */
final class GrabCut {
  private static final int ITERATIONS = 5;

  /** Smaller images have no rectangle with anything outside. */
  static final int SMALLEST_SIDE = 3;

  private GrabCut() {}

  /**
   * The foreground of one image, row by row. The mixtures begin at random; the seed is the same for
   * every image, so that a mask depends on its image alone.
   *
   * @param colours three bytes a pixel, blue first, row by row
   */
  static boolean[] foreground(byte[] colours, int height, int width) {
    opencv_core.setNumThreads(1);
    opencv_core.setRNGSeed(1);
    try (BytePointer bytes = new BytePointer(colours);
        Mat image = new Mat(height, width, opencv_core.CV_8UC3, bytes);
        Mat mask = new Mat();
        Mat outside = new Mat();
        Mat inside = new Mat();
        Rect rectangle = new Rect(0, 0, width - 1, height - 1)) {
      opencv_imgproc.grabCut(
          image, mask, rectangle, outside, inside, ITERATIONS, opencv_imgproc.GC_INIT_WITH_RECT);
      byte[] kinds = new byte[height * width];
      mask.data().get(kinds);
      boolean[] foreground = new boolean[kinds.length];
      for (int i = 0; i < kinds.length; i++) {
        foreground[i] = kinds[i] == opencv_imgproc.GC_FGD || kinds[i] == opencv_imgproc.GC_PR_FGD;
      }
      return foreground;
    }
  }
}
