/**
 * Figures and the self-contained HTML report of a run. {@link dev.nervure.report.HtmlReport} writes
 * one page that needs no network; {@link dev.nervure.report.Figures} draws the depth profiles as
 * SVG and PNG files without a browser. Everything shown comes from {@link
 * dev.nervure.run.RunDirectory}; nothing is measured here.
 */
@NullMarked
package dev.nervure.report;

import org.jspecify.annotations.NullMarked;
