package dev.nervure.study.fiber.members;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Model;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.PngFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the files of a data set of members: {@code samples.npy}, {@code labels.npy}, {@code
 * sources.npy}, for images {@code members.png}, and {@code members.json}, which is written last and
 * says that the others are complete.
 */
final class MemberFiles {
  private static final String SAMPLES = "samples.npy";
  private static final String LABELS = "labels.npy";
  private static final String SOURCES = "sources.npy";
  private static final String PICTURE = "members.png";

  private final Model model;
  private final MemberOptions options;
  private final Path folder;

  /** The files in a folder. */
  MemberFiles(Model model, MemberOptions options, Path folder) {
    this.model = model;
    this.options = options;
    this.folder = folder;
  }

  /**
   * Writes them all.
   *
   * @param families all inputs; at least one has members
   * @param sampleShape shape of a sample in {@code samples.npy}
   * @param pictureShape how to draw it
   * @return what is in {@code members.json}
   */
  Map<String, Object> write(
      List<MemberFamily> families,
      int[] sampleShape,
      int[] pictureShape,
      MemberManifest.Origin origin) {
    List<MemberFamily> good = families.stream().filter(one -> one.members() != null).toList();
    MemberLabels labels = new MemberLabels(model, good);
    writeArrays(good, labels, sampleShape);
    List<String> files = new ArrayList<>(List.of(SAMPLES, LABELS, SOURCES));
    ImageLayout layout = ImageLayout.of(pictureShape);
    if (layout != null && layout.size() == model.input().size()) {
      PngFile.write(
          new MemberSheet(layout, options.walk().box()).draw(good, options.perInput()),
          folder.resolve(PICTURE));
      files.add(PICTURE);
    }
    return new MemberManifest(model, options)
        .write(families, labels, sampleShape, origin, files, folder);
  }

  private void writeArrays(List<MemberFamily> families, MemberLabels labelled, int[] sampleShape) {
    try (NpyWriter samples =
            NpyWriter.create(folder.resolve(SAMPLES), ElementType.FLOAT64, sampleShape);
        NpyWriter labels = NpyWriter.create(folder.resolve(LABELS), ElementType.INT64);
        NpyWriter sources = NpyWriter.create(folder.resolve(SOURCES), ElementType.INT64)) {
      for (int row = 0; row < families.size(); row++) {
        MemberFamily family = families.get(row);
        Integer index = family.source().index();
        KeptMembers.Members members = family.found();
        for (int i = 0; i < members.count(); i++) {
          samples.append(NdArray.of(members.point(i), one(sampleShape)));
          labels.append(NdArray.of(new long[] {labelled.of(row, i)}, 1));
          sources.append(NdArray.of(new long[] {index == null ? -1 : index}, 1));
        }
      }
    }
  }

  private static int[] one(int[] sampleShape) {
    int[] one = new int[sampleShape.length + 1];
    one[0] = 1;
    System.arraycopy(sampleShape, 0, one, 1, sampleShape.length);
    return one;
  }
}
