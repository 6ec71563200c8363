package dev.nervure.report.figure;

/** Libraries of others that draw; those that a page uses are written into it whole. */
public enum PageLibrary {
  /** Charts; all types, both renderers. About 1 MB. */
  ECHARTS("Apache ECharts", "Apache License 2.0", "org.webjars", "echarts", "echarts.min.js"),
  /** Graphs of nodes and edges. About 430 kB. */
  CYTOSCAPE("Cytoscape.js", "MIT License", "org.webjars.npm", "cytoscape", "dist/cytoscape.min.js");

  private final String title;
  private final String licence;
  private final String group;
  private final String artifact;
  private final String file;

  PageLibrary(String title, String licence, String group, String artifact, String file) {
    this.title = title;
    this.licence = licence;
    this.group = group;
    this.artifact = artifact;
    this.file = file;
  }

  /** What it is called. */
  public String title() {
    return title;
  }

  /** What its authors ask. */
  public String licence() {
    return licence;
  }

  /** The group of its WebJar. */
  public String group() {
    return group;
  }

  /** The name of its WebJar. */
  public String artifact() {
    return artifact;
  }

  /** Its code within the WebJar, below the version. */
  public String file() {
    return file;
  }
}
