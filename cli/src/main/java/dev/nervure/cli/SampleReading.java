package dev.nervure.cli;

import dev.nervure.data.ChannelOrder;
import dev.nervure.data.DataOptions;
import dev.nervure.data.Format;
import dev.nervure.data.ImageOptions;
import dev.nervure.data.Normalization;
import dev.nervure.data.Split;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to read samples, but for the scaling of tables, which {@link SampleOptions.Reading} adds. */
class SampleReading {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description =
          "auto, idx (MNIST), cifar10, cifar100, images (one subfolder per class), csv, npy (also npz), glyphs. Default: auto.")
  Format format = Format.AUTO;

  @Option(
      names = "--split",
      paramLabel = "PART",
      defaultValue = "auto",
      description = "auto, train, test or all. Default: the test part where there is one.")
  Split split = Split.AUTO;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels in a file of their own (IDX, npy, csv, txt). Default: the usual names.")
  @Nullable Path labels;

  @Option(
      names = "--class-names",
      paramLabel = "FILE",
      description =
          "Names of the network's outputs: one a line in their order, or JSON from index to name. Folders and labels that are names take the output of their name. Default: the usual names beside the data.")
  @Nullable Path classNames;

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description =
          "CSV: name or index of the column of labels, negative from the end, or none. Default: the one called label, labels, class, target or y, else a last one of names, or of whole numbers unless the rows are points.")
  @Nullable String labelColumn;

  @Option(
      names = "--index-column",
      paramLabel = "COLUMN",
      description =
          "CSV: name or index of a column that counts or names the rows, to be left out, or none. Default: a first column without a name.")
  @Nullable String indexColumn;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "CSV: the character between cells. Default: detected.")
  @Nullable Character separator;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      converter = SampleOptions.SizeConverter.class,
      description = "Images: resize to width x height, such as 32x32. Default: the size they have.")
  ImageOptions.@Nullable Size size;

  @Option(
      names = "--crop",
      paramLabel = "SIDE",
      arity = "0..1",
      fallbackValue = "0",
      description =
          "Images: keep the aspect ratio, resize the shorter side to SIDE pixels (default: the least that covers --size) and cut out the centre.")
  @Nullable Integer crop;

  @Option(
      names = "--color",
      paramLabel = "COLOR",
      defaultValue = "auto",
      description = "Images: auto, grey or rgb. Default: grey if all are grey.")
  ImageOptions.Color color = ImageOptions.Color.AUTO;

  @Option(
      names = "--strict",
      fallbackValue = "true",
      description =
          "Images: a file that is not read is an error instead of being counted and left out.")
  boolean strict;

  @Option(
      names = "--channel-order",
      paramLabel = "ORDER",
      defaultValue = "auto",
      description = "npy with four axes: auto, first (N x C x H x W) or last. Default: auto.")
  ChannelOrder channelOrder = ChannelOrder.AUTO;

  @Option(
      names = "--array",
      paramLabel = "NAME",
      description = "npz: name of the array with the samples. Default: x, images, data, ...")
  @Nullable String array;

  @Option(
      names = "--label-array",
      paramLabel = "NAME",
      description = "npz: name of the array with the labels. Default: y, labels, ...")
  @Nullable String labelArray;

  @Option(
      names = "--coarse-labels",
      fallbackValue = "true",
      description = "CIFAR-100: the 20 superclasses instead of the 100 classes.")
  boolean coarseLabels;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      hideParamSyntax = true,
      description =
          "Subtract this after scaling bytes to [0, 1]; one value, or one per channel: 0.49,0.48,0.45. Default: none.")
  float @Nullable [] mean;

  @Option(
      names = "--std",
      paramLabel = "S",
      split = ",",
      hideParamSyntax = true,
      description = "Divide by this after --mean; as many values. Default: none.")
  float @Nullable [] std;

  /** What the options say, checked together. */
  DataOptions options() {
    if ((mean == null) != (std == null)) {
      throw new WrongUsageException("--mean and --std belong together; give both");
    }
    ImageOptions images = ImageOptions.DEFAULT.withColor(color).withStrict(strict);
    if (size != null) {
      images = images.withSize(size.width(), size.height());
    }
    if (crop != null) {
      if (size == null) {
        throw new WrongUsageException("--crop needs --size, the width and height to cut out");
      }
      images = images.withCrop(crop);
    }
    return DataOptions.DEFAULT
        .withFormat(format)
        .withSplit(split)
        .withLabels(labels)
        .withClassNames(classNames)
        .withLabelColumn(labelColumn)
        .withIndexColumn(indexColumn)
        .withSeparator(separator)
        .withChannelOrder(channelOrder)
        .withArrayKey(array)
        .withLabelKey(labelArray)
        .withCoarseLabels(coarseLabels)
        .withImages(images)
        .withNormalization(mean == null || std == null ? null : new Normalization(mean, std));
  }
}
