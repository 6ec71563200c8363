// Light and dark: the reader's system decides until the button is pressed; print is always light.

const COLOURS = {
  light: {
    paper: "#ffffff", ink: "#1b2430", soft: "#566272", line: "#e3e7ec", axis: "#8b96a3",
    tip: "#ffffff", tipLine: "#cfd6de",
    series: ["#0072b2", "#c44e00", "#00805e", "#a04a82", "#7a5c00"],
    classes: ["#0072b2", "#d55e00", "#009e73", "#c2649a", "#2fa3dc", "#c78a00", "#5d3a9b", "#7a5c00", "#882255", "#5f6b7a"],
    ramp: ["#f1f6fa", "#c3dcec", "#86b9d8", "#4590bd", "#17648f", "#0a3c5c"],
  },
  dark: {
    paper: "#12171d", ink: "#e6ebf1", soft: "#a2afbd", line: "#2a333d", axis: "#66727f",
    tip: "#1f2730", tipLine: "#3c4854",
    series: ["#56b4e9", "#f28e4b", "#3cc9a0", "#d98bbd", "#c9a84a"],
    classes: ["#56b4e9", "#f28e4b", "#3cc9a0", "#e39cc5", "#9ad3f5", "#f5c04a", "#b39dff", "#c9a84a", "#e07aa0", "#a9b4c2"],
    ramp: ["#16222c", "#1b3f55", "#21617f", "#2f87ad", "#67b3d4", "#c5e6f5"],
  },
};
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

const theme = {
  name: "light",
  listeners: [],
  colours() {
    return COLOURS[this.name];
  },
  set(name) {
    this.name = name;
    document.documentElement.setAttribute("data-theme", name);
    const button = document.getElementById("theme");
    button.textContent = name === "dark" ? "Light" : "Dark";
    button.setAttribute("aria-label", "Switch to the " + (name === "dark" ? "light" : "dark") + " colours");
    this.listeners.forEach((listener) => listener());
  },
  start() {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    let chosen = false;
    this.set(system.matches ? "dark" : "light");
    document.getElementById("theme").addEventListener("click", () => {
      chosen = true;
      this.set(this.name === "dark" ? "light" : "dark");
    });
    system.addEventListener("change", () => {
      if (!chosen) {
        this.set(system.matches ? "dark" : "light");
      }
    });
    let beforePrint = "light";
    window.addEventListener("beforeprint", () => {
      beforePrint = this.name;
      this.set("light");
    });
    window.addEventListener("afterprint", () => this.set(beforePrint));
  },
};
