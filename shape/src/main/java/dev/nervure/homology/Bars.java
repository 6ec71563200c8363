package dev.nervure.homology;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.diagram.PersistenceDiagram;
import java.util.Arrays;

/** Growable list of bars of one dimension; bars of length zero are left out. Not thread safe. */
final class Bars {
  private double[] births = new double[64];
  private double[] deaths = new double[64];
  private int size;

  void add(double birth, double death) {
    if (!(death > birth)) {
      return;
    }
    if (size == births.length) {
      births = Arrays.copyOf(births, size * 2);
      deaths = Arrays.copyOf(deaths, size * 2);
    }
    births[size] = birth;
    deaths[size] = death;
    size++;
  }

  PersistenceDiagram diagram(int dimension, DiagramSource source) {
    return PersistenceDiagram.ofUnsorted(dimension, births(), deaths(), source);
  }

  double[] births() {
    return Arrays.copyOf(births, size);
  }

  double[] deaths() {
    return Arrays.copyOf(deaths, size);
  }
}
