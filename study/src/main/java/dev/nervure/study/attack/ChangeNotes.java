package dev.nervure.study.attack;

import dev.nervure.attack.InputSpace;
import dev.nervure.attack.Norm;
import dev.nervure.box.Box;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the user should know of the size of changes: how many suffice, and what they allow. */
final class ChangeNotes {
  private ChangeNotes() {}

  static List<String> of(Results results, InputSpace space, List<ChosenAttack> attacks) {
    Set<String> notes = new LinkedHashSet<>();
    for (ChosenAttack chosen : attacks) {
      List<Double> strengths =
          chosen.isNearest() ? chosen.readAt() : List.of(chosen.attack().strength());
      strengths.forEach(strength -> addBeyond(strength, chosen.attack().norm(), space, notes));
    }
    for (AttackOutcome one : AttackOutcome.of(results, false)) {
      if (one.isNearest() && one.asked() > one.fooled()) {
        notes.add(
            "%s fooled %d of %d inputs; it found no change that fools the other %d, which does not say that there is none (more --steps may find one), and its mean change is of those that were fooled"
                .formatted(one.text(), one.fooled(), one.asked(), one.asked() - one.fooled()));
      }
      if (one.setRight() > 0) {
        notes.add(
            "rounding to 8 bits set %d of the %d inputs right again that %s had fooled%s; accuracies are those of rounded inputs"
                .formatted(
                    one.setRight(),
                    one.fooled(),
                    one.text(),
                    one.isNearest()
                        ? ": an attack that looks for the smallest change stops right behind the border"
                        : ""));
      }
    }
    return new ArrayList<>(notes);
  }

  /** A strength within which any input of the range becomes any other. */
  private static void addBeyond(double strength, Norm norm, InputSpace space, Set<String> notes) {
    Box box = space.box();
    double widest = 0;
    double squares = 0;
    for (int i = 0; i < space.size(); i++) {
      double width = box.high(i) - box.low(i);
      widest = Math.max(widest, width);
      squares += width * width;
    }
    double all =
        switch (norm) {
          case LINF -> widest;
          case L2 -> Math.sqrt(squares);
          case L0, ROTATION -> Double.POSITIVE_INFINITY;
        };
    if (strength > all) {
      String given = NumberText.of(strength);
      notes.add(
          "a strength of %s (%s) is more than the whole range of the values, whose largest change is %s: any input may become any other%s"
              .formatted(
                  given,
                  norm.text(),
                  NumberText.of(all),
                  norm == Norm.LINF && strength <= 255
                      ? "; was %s/255 or %slevels meant?".formatted(given, given)
                      : ""));
    }
  }
}
