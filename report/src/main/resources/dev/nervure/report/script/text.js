// Text and elements. Names of classes, layers and files come from others, so every piece of text
// enters the page as a text node, never as markup.

/** An element; attributes that are null are left out, children are elements or text. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The same for the vector drawings inside buttons. */
function vector(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(target, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) {
      target.setAttribute(name, value);
    }
  }
}

/** Decimals that show three or four significant digits of a number of this size. */
function decimals(size) {
  return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5;
}

/** A number with an exponent: 2.36e-14, 1.91e11. */
function formatExponent(value, digits) {
  return value.toExponential(digits).replace("e+", "e");
}

/** A number for reading: three or four significant digits, no exponent for ordinary sizes. NumberText, which writes sentences and the tables of commands, follows the same rule. */
function formatNumber(value) {
  if (value === null || value === undefined) {
    return "";
  }
  const size = Math.abs(value);
  if (value !== 0 && (size < 0.001 || size >= 1e7)) {
    return formatExponent(value, 2);
  }
  const digits = Number.isInteger(value) ? 0 : decimals(size);
  return value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The label of a tick: as few digits as it has. */
function formatTick(value) {
  const short = Number(value.toPrecision(6));
  const size = Math.abs(short);
  return short !== 0 && (size < 0.001 || size >= 1e7) ? short.toExponential().replace("e+", "e")
    : short.toLocaleString("en-GB", { maximumFractionDigits: 6 });
}

/** The label of a tick of a logarithmic axis, which is drawn by exponents: ECharts rounds its own to 0 where drifts are. */
function formatPower(exponent) {
  return formatTick(Number("1e" + exponent));
}

/** The ends and the ticks, whole powers of ten, of a logarithmic axis of these exponents; at most `most` ticks apart. */
function decades(exponents, most) {
  const low = exponents.length ? Math.floor(Math.min(...exponents)) : -16;
  const high = exponents.length ? Math.max(low + 1, Math.ceil(Math.max(...exponents))) : 0;
  const interval = Math.ceil((high - low) / most);
  return { min: low, max: low + interval * Math.ceil((high - low) / interval), interval };
}

function formatCount(value) {
  return value.toLocaleString("en-GB");
}

/** A share in percent; only all of it reads as 100 %. */
function formatPercent(share) {
  const digits = share < 1 && share >= 0.9995 ? 2 : 1;
  return (share < 1 ? Math.min(99.99, 100 * share) : 100).toFixed(digits) + " %";
}

/** Writes a row's values with the decimals that show two digits of its standard error. */
function formatOf(row) {
  if (!row.error || row.error < 1e-9) {
    return formatNumber;
  }
  const digits = Math.max(0, 1 - Math.floor(Math.log10(row.error)));
  return digits <= 5 ? (value) => value.toFixed(digits)
    : (value) => (value === 0 ? "0" : formatExponent(value, Math.max(0, Math.min(3, digits + Math.floor(Math.log10(Math.abs(value)))))));
}

/** The estimate and its standard error with equal decimals. */
function formatEstimate(row) {
  if (row.estimate === null) {
    return "not estimable";
  }
  const format = formatOf(row);
  return row.error ? format(row.estimate) + " ± " + format(row.error) : format(row.estimate);
}

/** The ends of a 95 % interval, or nothing. */
function formatInterval(row) {
  const ends = interval(row);
  return ends ? "[" + ends.map(formatOf(row)).join(", ") + "]" : "";
}

/** Any value of a parameter as one line of text. */
function formatValue(value) {
  if (value === null || value === undefined) {
    return "none";
  }
  if (Array.isArray(value)) {
    return value.map(formatValue).join(", ");
  }
  if (typeof value === "object") {
    return Object.entries(value).map(([name, part]) => name + ": " + formatValue(part)).join("; ");
  }
  if (typeof value === "number" && !Number.isInteger(value)) {
    return String(Number(value.toPrecision(6)));
  }
  return String(value);
}

/** The last part of a path, of either kind; of data that are made to order ("glyphs:...") the kind. */
function lastOfPath(path) {
  const parts = String(path).split(/[\\/]/).filter((part) => part !== "");
  const last = parts.length === 0 ? String(path) : parts[parts.length - 1];
  return last.replace(/^([a-z]{2,}):.*$/, "$1");
}

/** Names without the ending that PyTorch's exporter gives to most of them, if they stay different. */
function withoutExporterEnding(names) {
  const short = names.map((name) => name.replace(/_output_\d+$/, ""));
  return new Set(short).size === new Set(names).size ? short : names;
}

/** Names without the beginning and the ending that all paths among them share, in whole words. */
function withoutCommonParts(names) {
  const paths = names.filter((name) => name.includes("/"));
  if (paths.length < 3) {
    return names;
  }
  const common = (words) => {
    let length = 0;
    while (length < Math.min(...words.map((word) => word.length)) && words.every((word) => word[length] === words[0][length])) {
      length++;
    }
    return words[0].slice(0, length);
  };
  const reversed = (word) => [...word].reverse().join("");
  const ending = reversed(common(paths.map(reversed))).replace(/^[^/_.\s-]*/, "");
  const bare = paths.map((name) => name.slice(0, name.length - ending.length));
  const beginning = common(bare).replace(/[^/_.\s-]*$/, "");
  const short = new Map(paths.map((name, i) => [name, bare[i].slice(beginning.length)]));
  return [...short.values()].every((name) => name !== "") ? names.map((name) => short.get(name) || name) : names;
}

/** A text cut to a length in its middle: names differ at both ends. */
function shortenedInside(text, length) {
  const head = Math.ceil((length - 1) / 2);
  return text.length <= length ? text : text.slice(0, head) + "…" + text.slice(text.length - (length - 1 - head));
}

/** A text cut to a length, with an ellipsis. */
function shortened(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1) + "…";
}

/** A file name of safe characters. */
function fileName(text, extension) {
  const safe = text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 80);
  return (safe || "figure") + "." + extension;
}

/** Hands a file to the reader; nothing leaves the machine. */
function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
