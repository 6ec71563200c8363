// A chart: heading, drawing, caption, and the buttons that save it. ECharts draws SVG on the page;
// a saved picture is drawn anew at a fixed size with its title and legend.

const SAVED_WIDTH = 960;
const SAVED_HEAD = 58;

/**
 * Adds a chart to a section.
 *
 * spec.title, spec.caption: text, or functions that give it when the chart is drawn
 * spec.height: pixels for a width
 * spec.option: the ECharts option for {colours, width, height, top, saved}; `top` pixels stay free
 * spec.label: what a screen reader says the chart is
 * spec.source: optional, where else the values are; default the table of all values
 * spec.keys: optional, called with -1 or +1 for the arrow keys; returns the text to announce
 */
function addChart(parent, spec) {
  const words = (part) => (typeof part === "function" ? part() : part);
  const heading = element("h3", {});
  const plot = element("div", { class: "plot", role: "img", tabindex: spec.keys ? "0" : null });
  const caption = element("figcaption", {});
  const spoken = element("p", { class: "visually-hidden", "aria-live": "polite" });
  const chips = element("div", { class: "chips" });
  const figure = element("figure", { id: spec.id },
    element("div", { class: "figure-head" }, heading,
      element("div", { class: "saves" },
        saveButton("SVG", () => saveSvg(spec, words(spec.title))),
        saveButton("PNG", () => savePng(spec, words(spec.title))))),
    chips, plot, caption, spoken);
  parent.append(figure);
  chips.hidden = true;

  const chart = echarts.init(plot, null, { renderer: "svg", width: 300, height: 200 });
  function draw() {
    const width = Math.max(240, plot.clientWidth - 10);
    const height = spec.height(width);
    heading.textContent = words(spec.title);
    caption.textContent = words(spec.caption);
    plot.setAttribute("aria-label", words(spec.label) + " " + (spec.source || "The table of all values holds the same values."));
    chart.resize({ width, height });
    chart.setOption(withDefaults(spec.option(context(width, height, 0, false))), true);
  }
  if (spec.keys) {
    plot.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        event.preventDefault();
        spoken.textContent = spec.keys(step, chart);
      }
    });
  }
  let drawnWidth = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth !== drawnWidth) {
      drawnWidth = plot.clientWidth;
      draw();
    }
  }).observe(plot);
  theme.listeners.push(draw);
  draw();
  return { draw, chart, chips, figure };
}

function context(width, height, top, saved) {
  return { colours: theme.colours(), width, height, top, saved };
}

/** What all charts share. */
function withDefaults(option) {
  const colours = theme.colours();
  return Object.assign({
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: FONT, color: colours.ink },
  }, option, {
    tooltip: Object.assign({
      confine: true,
      backgroundColor: colours.tip,
      borderColor: colours.tipLine,
      padding: [8, 10],
      textStyle: { color: colours.ink, fontFamily: FONT, fontSize: 13 },
    }, option.tooltip),
  });
}

/** Axis colours and fonts. */
function axisStyle(colours, more) {
  return Object.assign({
    axisLine: { show: true, lineStyle: { color: colours.axis } },
    axisTick: { show: true, lineStyle: { color: colours.axis } },
    splitLine: { show: false, lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, fontSize: 12 },
    nameTextStyle: { color: colours.soft, fontSize: 12 },
  }, more);
}

function saveButton(kind, save) {
  const button = element("button", { type: "button", "aria-label": "Save this figure as " + kind }, kind);
  button.addEventListener("click", save);
  return button;
}

function savedOption(spec, title, height) {
  const colours = theme.colours();
  const option = withDefaults(spec.option(context(SAVED_WIDTH, height, SAVED_HEAD, true)));
  option.backgroundColor = colours.paper;
  option.title = [{
    text: title, subtext: modelAndData(), left: 12, top: 10, itemGap: 9,
    textStyle: { color: colours.ink, fontFamily: FONT, fontSize: 16, fontWeight: 600 },
    subtextStyle: { color: colours.soft, fontFamily: FONT, fontSize: 12 },
  }].concat(option.title || []);
  return option;
}

/** The chart as SVG text. */
function svgOf(spec, title) {
  const height = spec.height(SAVED_WIDTH) + SAVED_HEAD;
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: SAVED_WIDTH, height });
  chart.setOption(savedOption(spec, title, height));
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function saveSvg(spec, title) {
  saveFile(fileName(title, "svg"), "image/svg+xml", svgOf(spec, title));
}

/** Two pixels for each unit, on the colour of the page. */
function savePng(spec, title) {
  const height = spec.height(SAVED_WIDTH) + SAVED_HEAD;
  const place = element("div", { style: "position:absolute;left:-10000px;top:0" });
  document.body.append(place);
  const chart = echarts.init(place, null, { renderer: "canvas", width: SAVED_WIDTH, height, devicePixelRatio: 2 });
  chart.setOption(savedOption(spec, title, height));
  const encoded = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: theme.colours().paper });
  chart.dispose();
  place.remove();
  const bytes = Uint8Array.from(atob(encoded.slice(encoded.indexOf(",") + 1)), (c) => c.charCodeAt(0));
  saveFile(fileName(title, "png"), "image/png", bytes);
}

/** Buttons of which one is pressed; calls back with the chosen value. */
function choice(legend, options, chosen, changed) {
  const group = element("fieldset", { class: "choice" }, element("legend", {}, legend));
  for (const [value, label] of options) {
    const button = element("button", { type: "button", "aria-pressed": String(value === chosen) }, label);
    button.addEventListener("click", () => {
      group.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      changed(value);
    });
    group.append(button);
  }
  return group;
}

/** A check box with its label. */
function checkBox(label, checked, changed) {
  const box = element("input", { type: "checkbox", checked: checked ? "" : null });
  box.addEventListener("change", () => changed(box.checked));
  return element("label", {}, box, label);
}

/** A list to choose from; options are [value, label]. */
function selectBox(label, options, changed) {
  const box = element("select", {}, ...options.map(([value, text]) => element("option", { value }, text)));
  box.addEventListener("change", () => changed(box.value));
  return element("label", {}, label, box);
}
