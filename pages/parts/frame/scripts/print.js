/* Before a page is printed what is folded opens, the display is light and charts become drawings that
   shrink with the paper; afterwards all is as before. */
(() => {
  const root = document.documentElement;
  let opened = [];
  let look = null;
  let drawn = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".stMain details:not([open])")];
    for (const fold of opened) { fold.open = true; }
    drawn = [...document.querySelectorAll(".js-plotly-plot .main-svg")];
    for (const svg of drawn) {
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
      svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    }
    look = root.dataset.look;
    root.dataset.look = "light";
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) { fold.open = false; }
    for (const svg of drawn) { svg.removeAttribute("viewBox"); }
    opened = [];
    drawn = [];
    if (look) { root.dataset.look = look; }
  });
})();
