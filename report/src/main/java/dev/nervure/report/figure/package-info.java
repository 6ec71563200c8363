/**
 * The figures of a page: one picture is one class here that says what it draws, one script {@code
 * NAME.js} that draws it, and one text {@code NAME.html} with its heading and how to read it, both
 * beside the classes among the resources, and one line in {@link
 * dev.nervure.report.figure.Figures}.
 */
@NullMarked
package dev.nervure.report.figure;

import org.jspecify.annotations.NullMarked;
