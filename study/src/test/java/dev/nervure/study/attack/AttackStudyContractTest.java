package dev.nervure.study.attack;

import dev.nervure.attack.AttackSettings;
import dev.nervure.attack.Norm;
import dev.nervure.network.Model;
import dev.nervure.study.StudyContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What holds for every study, of attacks with and without a budget. */
class AttackStudyContractTest extends StudyContract {
  @Override
  protected <T> T with(int threads, Use<T> use) throws IOException {
    Path file = AttackedGlyphs.network(folder, 3);
    try (Model model = Model.load(file)) {
      AttackOptions options =
          AttackOptions.of(List.of("pgd", "deepfool"), List.of(0.5))
              .withSettings(AttackSettings.defaults().withNorm(Norm.L2).withSteps(2))
              .withExchanges(19)
              .withNeighbors(4)
              .withLayers(AttackedGlyphs.layers(threads));
      return use.of(AttackStudy.of(model, file, AttackedGlyphs.samples(48), options));
    }
  }
}
