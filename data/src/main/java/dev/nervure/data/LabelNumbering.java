package dev.nervure.data;

/** Where the numbers of classes come from, and so whether a network's outputs have the same. */
public enum LabelNumbering {
  /** From the data, as whole numbers: class i is the network's output i. */
  GIVEN,
  /**
   * All classes are known, by the names of a network's outputs or by the format of the data: class
   * i is output i of a network with as many outputs, and of no other.
   */
  COMPLETE,
  /**
   * From the order of the classes' names, as image folders are usually numbered: class i is output
   * i only of a network that was trained on just these classes.
   */
  BY_ORDER
}
