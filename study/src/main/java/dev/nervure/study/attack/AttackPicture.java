package dev.nervure.study.attack;

import dev.nervure.box.Box;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.run.SampleResult;
import dev.nervure.study.StageSink;
import dev.nervure.study.fiber.picture.ContactSheet;
import dev.nervure.study.fiber.picture.ImageLayout;
import dev.nervure.study.fiber.picture.InputPainter;
import dev.nervure.study.fiber.picture.PngFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A few inputs of an attack as a picture, one a column: clean, attacked, and the difference, orange
 * where a value rose and blue where it fell, the largest of each column in full strength. Below
 * stand the two answers. The first inputs that were fooled, or the first of all where none was.
 */
final class AttackPicture {
  private static final int COLUMNS = 8;
  private static final int SHORTEST_SIDE = 84;
  private static final int ROWS = 3;

  private final AttackedInputs inputs;
  private final ChosenAttack chosen;
  private final ImageLayout layout;

  private AttackPicture(AttackedInputs inputs, ChosenAttack chosen, ImageLayout layout) {
    this.inputs = inputs;
    this.chosen = chosen;
    this.layout = layout;
  }

  /** The picture; null where inputs are no images. */
  static @Nullable AttackPicture of(AttackedInputs inputs, ChosenAttack chosen) {
    ImageLayout layout = ImageLayout.of(inputs.pictureShape());
    boolean flat = layout != null && layout.size() == inputs.space().size();
    return flat ? new AttackPicture(inputs, chosen, Objects.requireNonNull(layout)) : null;
  }

  void write(StageSink sink) throws IOException {
    List<SampleResult> clean = sink.results().at(ChosenAttack.CLEAN).samples();
    List<SampleResult> changed = sink.results().at(chosen.subject()).samples();
    List<Integer> shown = shown(clean, changed);
    Box box = inputs.space().box();
    InputPainter painter =
        new InputPainter(layout, box, InputPainter.zoomTo(layout, SHORTEST_SIDE));
    ContactSheet sheet = new ContactSheet(painter, shown.size(), 1, ROWS, 2);
    StoredArray file = NpyReader.open(sink.at(chosen.file()));
    for (int column = 0; column < shown.size(); column++) {
      int row = shown.get(column);
      double[] before = inputs.read(row, row + 1).doubles();
      double[] after = file.read(row, row + 1).doubles();
      double largest = 0;
      for (int i = 0; i < before.length; i++) {
        largest = Math.max(largest, Math.abs(after[i] - before[i]));
      }
      sheet.place(column, 0, painter.picture(before));
      sheet.place(column, 1, painter.picture(after));
      sheet.place(column, 2, painter.difference(after, before, largest));
      sheet.label(
          column,
          0,
          "answer " + text(clean.get(row).predicted()),
          "then " + text(changed.get(row).predicted()));
    }
    PngFile.write(sheet.image(), sink.making(chosen.picture()));
  }

  private static String text(@Nullable Integer answer) {
    return answer == null ? "none" : Integer.toString(answer);
  }

  private static List<Integer> shown(List<SampleResult> clean, List<SampleResult> changed) {
    List<Integer> fooled = new ArrayList<>();
    for (int row = 0; row < clean.size() && fooled.size() < COLUMNS; row++) {
      boolean right = Objects.equals(clean.get(row).predicted(), clean.get(row).label());
      if (right && !Objects.equals(changed.get(row).predicted(), clean.get(row).label())) {
        fooled.add(row);
      }
    }
    if (!fooled.isEmpty()) {
      return fooled;
    }
    Integer[] first = new Integer[Math.min(COLUMNS, clean.size())];
    Arrays.setAll(first, i -> i);
    return List.of(first);
  }
}
