// Measures along the network: a line with its band for each measure or class.

const DASHES = ["solid", [8, 4], [2, 3], [10, 3, 2, 3], [4, 4]];
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect"];

/**
 * Lines as they are drawn: {name, profile, colour, dash, symbol, band}. Colour, dash and symbol
 * change together, so that lines can be told apart without colour.
 */
function styledLines(list, palette, band) {
  return list.map((profile, i) => ({
    name: profile.label,
    profile,
    colour: palette[i % palette.length],
    dash: DASHES[Math.floor(i / (band ? 1 : palette.length)) % DASHES.length],
    symbol: SYMBOLS[i % SYMBOLS.length],
    band,
  }));
}

/** Position of a layer on the x axis. */
function horizontal(position, byLayer) {
  return byLayer ? position : layers[position].depth;
}

function depthAxis(colours, byLayer, width, labelled, positions = layers.map((layer, position) => position)) {
  if (!byLayer) {
    return axisStyle(colours, {
      type: "value", min: 0, max: 1, interval: width < 330 ? 0.25 : 0.1, name: labelled ? "relative depth" : "", nameLocation: "middle", nameGap: 30,
    });
  }
  const room = width / positions.length;
  return axisStyle(colours, {
    type: "category",
    data: positions.map(String),
    boundaryGap: true,
    axisLabel: {
      color: colours.soft, fontSize: 11, rotate: 40, interval: room < 14 ? "auto" : 0,
      formatter: (position) => shortenedInside(shortLayerNames[Number(position)], width < 560 ? 12 : 18),
    },
  });
}

/** The band of one line: a polygon for each stretch of layers without a gap. */
function bandSeries(line, byLayer, more) {
  const lowest = lowestOf([line]);
  const ends = (row) => {
    const found = row && interval(row);
    return found && lowest !== null ? [Math.max(lowest, found[0]), found[1]] : found;
  };
  const rows = [];
  line.profile.points.forEach((row, position) => {
    if (ends(row)) {
      rows.push([horizontal(position, byLayer), ...ends(row)]);
    }
  });
  const polygons = stretches(line.profile).map((positions) => positions
    .map((position) => [horizontal(position, byLayer), ends(line.profile.points[position])])
    .filter((point) => point[1]));
  return Object.assign({
    type: "custom", name: line.name, data: rows, encode: { x: 0, y: [1, 2] }, silent: true, clip: true, z: 1,
    itemStyle: { color: line.colour },
    renderItem(params, api) {
      if (params.dataIndex !== 0) {
        return null;
      }
      return {
        type: "group",
        children: polygons.filter((points) => points.length > 1).map((points) => ({
          type: "polygon",
          shape: {
            points: points.map(([x, band]) => api.coord([x, band[1]]))
              .concat(points.slice().reverse().map(([x, band]) => api.coord([x, band[0]]))),
          },
          style: { fill: line.colour, opacity: 0.18 },
        })),
      };
    },
  }, more);
}

/** Strokes from the lower to the upper end of intervals, [x, low, high] each; those without one are left out. */
function intervalStrokes(name, colour, intervals) {
  return {
    type: "custom", name, silent: true, clip: true, z: 1, encode: { x: 0, y: [1, 2] },
    data: intervals.filter((interval) => interval[1] !== null && interval[2] !== null),
    renderItem: (params, api) => {
      const low = api.coord([api.value(0), api.value(1)]);
      const high = api.coord([api.value(0), api.value(2)]);
      return { type: "line", shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, style: { stroke: colour, lineWidth: 1.5, opacity: 0.7 } };
    },
  };
}

function lineSeries(line, byLayer, more) {
  const data = [];
  stretches(line.profile).forEach((positions, i) => {
    if (i > 0) {
      data.push([horizontal(positions[0], byLayer), null]);
    }
    positions.forEach((position) => data.push(pointOf(line, line.profile.points[position], horizontal(position, byLayer))));
  });
  return Object.assign({
    type: "line", name: line.name, data, connectNulls: false,
    symbol: line.symbol, symbolSize: line.band ? 7 : 5, showSymbol: true,
    lineStyle: { color: line.colour, width: line.band ? 2.4 : 1.4, type: line.dash },
    itemStyle: { color: line.colour },
    z: line.band ? 4 : 3,
  }, more);
}

/** One point of a line; a ring instead of a filled symbol where it is doubtful. */
function pointOf(line, row, x) {
  return !isDoubtful(row) ? [x, row.estimate] : {
    value: [x, row.estimate], symbol: "emptyCircle", symbolSize: line.band ? 8 : 6, itemStyle: { color: line.colour, borderColor: line.colour },
  };
}

/** A dashed line at the level of chance, for measures that have one. */
function chanceSeries(lines, byLayer, colours, more) {
  const levels = new Set(lines.map((line) => chanceLevel(line.profile)).filter((level) => level !== null));
  const ends = byLayer ? [0, layers.length - 1] : [0, 1];
  return [...levels].map((level) => Object.assign({
    type: "line", name: "chance", silent: true, symbol: "circle", symbolSize: 0.1, z: 2,
    lineStyle: { color: colours.soft, width: 1, type: [3, 3] },
    data: [[ends[0], level], { value: [ends[1], level], label: { show: true, formatter: "chance", position: [-40, -14], color: colours.soft, fontSize: 11 } }],
  }, more));
}

const COORDINATES_NOTE = "Dotted steps: the number of coordinates of a layer, above which no dimension can be; out of the picture where there are more.";

/**
 * The number of coordinates of each layer as dotted steps, where the lines are dimensions. It does not
 * stretch the value axis: where it lies above, it is out of the picture.
 */
function coordinateSeries(lines, byLayer, colours, more) {
  if (!areDimensions(lines.map((line) => line.profile.measure))) {
    return [];
  }
  const positions = layers.map((layer, position) => position).filter((position) => lines.some((line) => line.profile.points[position]));
  const places = positions.map((position) => [horizontal(position, byLayer), layers[position].dimension]);
  const drawn = lines.flatMap((line) => line.profile.points).find((row) => row && row.estimate !== null);
  return !drawn ? [] : [Object.assign({
    type: "custom", name: "coordinates", silent: true, clip: true, z: 5,
    data: [[places[0][0], drawn.estimate]], // one item that draws all; ECharts fits the axis to its value
    renderItem(params, api) {
      const { x, y, width, height } = params.coordSys;
      const at = places.map((place) => api.coord(place));
      // A line that leaves the picture is drawn to just above it: no browser draws to minus a million.
      const level = (i) => Math.max(y - 20, at[i][1]);
      const from = (i) => (i === 0 ? Math.max(x, at[0][0] - 12) : (at[i - 1][0] + at[i][0]) / 2);
      const to = (i) => (i === at.length - 1 ? Math.min(x + width, at[i][0] + 12) : (at[i][0] + at[i + 1][0]) / 2);
      const points = at.flatMap((place, i) => [[from(i), level(i)], [to(i), level(i)]]);
      const first = at.findIndex((place) => place[1] >= y + 12 && place[1] <= y + height);
      const children = [{ type: "polyline", shape: { points }, style: { stroke: colours.soft, lineWidth: 1.3, lineDash: [1.5, 2.5], fill: null } }];
      if (first >= 0) {
        const right = from(first) > x + width - 66;
        children.push({
          type: "text", x: right ? from(first) - 4 : from(first) + 2, y: at[first][1] + (right ? 6 : -3),
          style: { text: "coordinates", fill: colours.soft, stroke: colours.paper, lineWidth: 3, fontSize: 11, align: right ? "right" : "left", verticalAlign: "bottom" },
        });
      }
      return { type: "group", children };
    },
  }, more)];
}

/** Crosses at the foot of the figure where a line has no estimate. */
function missingSeries(lines, byLayer, colours, more) {
  const data = [];
  for (const line of lines) {
    line.profile.points.forEach((row, position) => {
      if (row && row.estimate === null) {
        data.push([horizontal(position, byLayer), 0]);
      }
    });
  }
  return Object.assign({
    type: "custom", name: "not estimable", data, encode: { x: 0, y: [] }, silent: true, z: 5,
    renderItem(params, api) {
      const x = api.coord([api.value(0), 0])[0];
      const y = params.coordSys.y + params.coordSys.height - 10;
      return { type: "text", x, y, style: { text: "×", fill: colours.soft, fontSize: 15, align: "center", verticalAlign: "middle" } };
    },
  }, more);
}

/** 0 where no estimate is below it: heights compare as they look, and a band is cut at 0. */
function lowestOf(lines) {
  const below = lines.some((line) => line.profile.points.some((row) => row && row.estimate !== null && row.estimate < 0));
  return below || areFarFromZero(lines) ? null : 0;
}

/** Whether null dimensions are drawn that would lie flat along the top of an axis from 0 on. */
function areFarFromZero(lines) {
  const values = lines.filter((line) => line.profile.measure === "null_dimension")
    .flatMap((line) => line.profile.points.filter((row) => row && row.estimate !== null).map((row) => row.estimate));
  return lines.every((line) => line.profile.measure === "null_dimension") && Math.min(...values) > 0.5 * Math.max(...values);
}

/** The largest possible value of a measure that has one, such as a share. */
function highestOf(lines) {
  const highest = lines.map((line) => description(line.profile.measure).highest);
  return highest.length > 0 && highest.every((value) => typeof value === "number") ? Math.max(...highest) : null;
}

/** The layer that the pointer is nearest to. */
function nearestLayer(shown, byLayer) {
  if (byLayer) {
    return Number(shown.axisValue);
  }
  const depth = shown.axisValue;
  let best = 0;
  layers.forEach((layer, position) => {
    if (Math.abs(layer.depth - depth) < Math.abs(layers[best].depth - depth)) {
      best = position;
    }
  });
  return best;
}

const MOST_TIP_ROWS = 14;

/** What the figure says about a layer; text nodes only. */
function profileTip(lines, position) {
  const layer = layers[position];
  const rows = lines.map((line) => [line, line.profile.points[position]]).filter(([, row]) => row);
  const table = element("table", {});
  for (const [line, row] of rows.slice(0, MOST_TIP_ROWS)) {
    table.append(element("tr", {},
      element("td", {}, swatch(line), " ", shortened(line.name, 34)),
      element("td", { class: "figure" }, formatEstimate(row)),
      element("td", { class: "figure soft" },
        row.estimate === null ? shortened(row.notEstimable || "", 60) : formatInterval(row)),
      element("td", { class: "figure soft" }, "n = " + formatCount(row.n))));
  }
  const more = rows.length - MOST_TIP_ROWS;
  const meanings = [...new Set(rows.map(([, row]) => row).filter(interval).map(intervalOf))];
  const curves = rows.slice(0, MOST_TIP_ROWS).filter(([, row]) => sizeCurve(row));
  const warnings = [...new Set(rows.flatMap(([, row]) => warningsOf(row)))].slice(0, 3);
  return element("div", { class: "tip" },
    element("strong", {}, layer.name),
    element("div", { class: "soft" }, layerFacts(layer)),
    table,
    meanings.length === 0 ? null : element("div", { class: "soft" }, "[ ]: 95 % interval of " + meanings.join(", ")),
    ...curves.map(([line, row]) => element("div", { class: "soft" }, (curves.length > 1 ? shortened(line.name, 34) + ": " : "") + sizeCurveText(row))),
    ...warnings.map((warning) => element("div", { class: "soft" }, "Warning: " + warning)),
    more > 0 ? element("div", { class: "soft" }, "and " + more + " more") : null);
}

/** The line's look in small, for legends. */
function swatch(line) {
  const dash = Array.isArray(line.dash) ? line.dash.map((part) => part / 1.6).join(" ") : null;
  return vector("svg", { viewBox: "0 0 22 10", width: 22, height: 10, "aria-hidden": "true" },
    vector("line", { x1: 0, x2: 22, y1: 5, y2: 5, stroke: line.colour, "stroke-width": 2.2, "stroke-dasharray": dash }),
    line.symbol === "circle" ? vector("circle", { cx: 11, cy: 5, r: 3.2, fill: line.colour }) : vector("rect", {
      x: 8, y: 2, width: 6, height: 6, fill: line.colour,
      transform: line.symbol === "diamond" ? "rotate(45 11 5)" : null,
    }));
}
