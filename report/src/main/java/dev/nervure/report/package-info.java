/**
 * Figures and the self-contained HTML report of a run. {@link dev.nervure.report.HtmlReport} writes
 * one page that needs no network; {@link dev.nervure.report.Figures} draws the depth profiles as
 * SVG and PNG files without a browser. What is shown comes from {@link
 * dev.nervure.run.RunDirectory}, or for one walk or preimage from the folder that {@code nervure
 * fibers} wrote. The page of a profile is {@code report.html} with the data of {@code ReportData},
 * that of fibers {@code fibers.html} with the data of {@code FiberReportData}; the files under
 * {@code script} draw both.
 */
@NullMarked
package dev.nervure.report;

import org.jspecify.annotations.NullMarked;
