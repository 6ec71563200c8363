package dev.nervure.run;

/**
 * A class of the data.
 *
 * @param index its number in the labels
 * @param name its name, or the number as text
 */
public record ClassResult(int index, String name) {}
