// Figures: each script under figure/ says how its section is drawn.

const drawings = new Map();

/** Draws a section of the page, the one of this id, from the data of its figure. */
function figure(name, draw) {
  drawings.set(name, draw);
}

/** All sections of the page, in its order; what they say about reading them goes to the end. */
function drawFigures() {
  for (const [name, data] of Object.entries(report.figures || {})) {
    const section = document.getElementById(name);
    document.getElementById("readings").append(...section.querySelectorAll(".reading"));
    drawings.get(name)(section, data);
  }
}
