"use strict";
(() => {
  const WIDTH = 1920, HEIGHT = 1080, IDLE = 3000, MOVED = 60, STILL = 10, NEAR = 140, ROOM = 240;
  const CONFIG = { showSendToCloud: false, displaylogo: false, displayModeBar: false, responsive: false };
  const find = (what) => document.querySelector(what);
  const body = document.body, screen = find("main"), stage = find("#stage"), tools = find("#tools"), keys = find("#keys");
  const notes = find("#notes"), hovers = matchMedia("(hover: hover)"), alone = self === window.top;
  const slides = [...document.querySelectorAll(".slide")];
  const drawn = new Map();
  let shown = -1, typed = "", idle = 0, down = null, turned = false;

  const chartOf = (place) => slides[place].querySelector(".chart");

  // Each slide is drawn once, when it is shown or about to be.
  function draw(place) {
    if (!drawn.has(place) && slides[place]) {
      const chart = chartOf(place);
      const figure = JSON.parse(slides[place].querySelector("script").textContent);
      const layout = { ...figure.layout, width: WIDTH, height: HEIGHT, autosize: false };
      drawn.set(place, Plotly.newPlot(chart, figure.data, layout, CONFIG));
    }
    return drawn.get(place);
  }
  const drawAll = () => Promise.all(slides.map((_, place) => draw(place)));

  function say(words) { find("#position").textContent = words; }

  function show(place) {
    const wanted = Math.max(0, Math.min(slides.length - 1, place));
    if (!slides.length || wanted === shown) return;
    slides[shown]?.classList.remove("shown");
    shown = wanted;
    slides[shown].classList.add("shown");
    find("#number").textContent = `${shown + 1} / ${slides.length}`;
    const ends = { previous: shown === 0, next: shown === slides.length - 1 };
    for (const [way, over] of Object.entries(ends)) {
      for (const button of document.querySelectorAll(`[data-do=${way}]`)) button.ariaDisabled = over;
    }
    find("#title").textContent = slides[shown].dataset.title;
    find("#lines").replaceChildren(slides[shown].querySelector("template").content.cloneNode(true));
    notes.scrollTop = 0;
    const values = { number: shown + 1, count: slides.length, title: slides[shown].dataset.title };
    say(body.dataset.position.replace(/\{(\w+)\}/g, (_, name) => values[name]));
    draw(shown).then(() => draw(shown + 1));
  }

  // The address names the slide; steps replace it, so that "back" leaves the slides at once.
  function go(place) {
    show(place);
    try {
      history.replaceState(null, "", `#${shown + 1}`);
    } catch {
      location.replace(`#${shown + 1}`);
    }
  }

  function named() {
    const number = Number.parseInt(location.hash.slice(1), 10);
    return number >= 1 ? number - 1 : null;
  }

  if (!alone) body.classList.add("framed");
  if (!document.fullscreenEnabled) body.classList.add("bare");

  function fit() {
    const { clientWidth: wide, clientHeight: high } = screen;
    const scale = Math.min(wide / WIDTH, high / HEIGHT);
    const left = (wide - WIDTH * scale) / 2, over = high - HEIGHT * scale;
    const tall = alone && !hovers.matches && over > ROOM;
    body.classList.toggle("touch", alone && !hovers.matches);
    if (body.classList.contains("tall") !== tall) body.classList.remove("open");
    body.classList.toggle("tall", tall);
    notes.style.top = tall ? `${HEIGHT * scale}px` : "";
    // Within a page, or above its notes, the slide stands at the upper edge.
    const top = alone && !tall ? over / 2 : 0;
    stage.style.transform = left || top || scale !== 1
      ? `translate(${left}px, ${top}px) scale(${scale})` : "none";
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  async function take(button) {
    const number = String(shown + 1).padStart(2, "0");
    const title = slides[shown].dataset.title.replace(/[\\/:*?"<>|\s]+/g, " ").trim();
    const { form, scale } = button.dataset;
    const large = scale === "1" ? "" : " 4K";
    await draw(shown);
    try {
      await Plotly.downloadImage(chartOf(shown), {
        format: form, width: WIDTH, height: HEIGHT, scale: Number(scale),
        filename: `${number} ${title}${large}`,
      });
    } catch {
      say(body.dataset.failed);
    }
  }

  function help() {
    if (keys.open) keys.close();
    else keys.showModal();
  }

  const turn = (place) => {
    turned = true;
    go(place);
  };

  function note() {
    const noted = body.classList.toggle("noted");
    if (noted) notes.focus();
  }

  function more() {
    find("#more").ariaExpanded = body.classList.toggle("open");
  }

  function leave() {
    if (keys.open) keys.close();
    else if (body.classList.contains("noted")) note();
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (typed) typed = "";
    else if (body.dataset.home) location.assign(body.dataset.home);
  }

  function enter() {
    turn(typed ? Number(typed) - 1 : shown + 1);
    typed = "";
  }

  const DO = {
    previous: () => turn(shown - 1),
    next: () => turn(shown + 1),
    full: fullScreen,
    take,
    print: () => drawAll().then(() => print()),
    keys: help,
    notes: note,
    more,
  };
  const KEYS = {
    ArrowRight: DO.next, PageDown: DO.next, " ": DO.next, Enter: enter,
    ArrowLeft: DO.previous, PageUp: DO.previous, Backspace: DO.previous,
    Home: () => turn(0), End: () => turn(slides.length - 1),
    f: fullScreen, F: fullScreen, n: note, N: note, "?": help, h: help, H: help, Escape: leave,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pressing = event.key === " " || event.key === "Enter";
    if (pressing && event.target.closest("button, a")) return;
    if (keys.open && !["?", "h", "H"].includes(event.key)) return;
    if (/^\d$/.test(event.key)) {
      typed = (typed + event.key).slice(-3);
    } else if (KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
      if (event.key !== "Enter") typed = "";
    }
  });

  screen.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    DO[button.dataset.do](button);
    if (event.detail) button.blur(); // pressed by a pointer: keys go on turning slides
  });

  // The pointer and the tools are seen while the pointer moves and shortly after. Who turned a slide
  // sees few of them, and all near the foot.
  function wake(event) {
    body.classList.remove("idle");
    const low = screen.clientHeight - event.clientY < NEAR || tools.contains(event.target);
    tools.classList.toggle("few", alone && turned && !low);
    tools.classList.toggle("shown", low || alone);
    clearTimeout(idle);
    idle = setTimeout(() => {
      body.classList.add("idle");
      tools.classList.remove("shown");
    }, IDLE);
  }
  // Browsers tell of a pointer that stands still, too, when something else moves.
  let last = { x: 0, y: 0 };
  document.addEventListener("pointermove", (event) => {
    const { x, y } = last;
    last = { x: event.clientX, y: event.clientY };
    if (x !== last.x || y !== last.y) wake(event);
  }, { capture: true, passive: true });

  // Words are there to be marked; a finger marks them by staying on them.
  const OTHER = "#tools, #notes, #more, .turn, dialog, a";
  const outside = (event) => event.button !== 0 || event.target.closest(OTHER)
    || body.classList.contains("zoomed") || (event.pointerType === "mouse" && event.target.closest("text"));
  document.addEventListener("pointerdown", (event) => {
    down = outside(event) || !event.isPrimary ? null : { x: event.clientX, y: event.clientY };
  }, { capture: true, passive: true });
  document.addEventListener("pointercancel", () => { down = null; }, { capture: true, passive: true });
  document.addEventListener("pointerup", (event) => {
    if (!down || outside(event) || !getSelection().isCollapsed) return;
    const across = event.clientX - down.x, along = event.clientY - down.y;
    down = null;
    if (Math.abs(across) > MOVED && Math.abs(across) > 2 * Math.abs(along)) {
      if (event.pointerType !== "mouse") turn(shown + (across < 0 ? 1 : -1));
    } else if (Math.hypot(across, along) < STILL) {
      const third = Math.floor((3 * event.clientX) / screen.clientWidth);
      if (third !== 1) turn(shown + third - 1);
      else if (event.pointerType === "mouse") wake(event);
      else more();
    }
  }, { capture: true, passive: true });
  window.visualViewport?.addEventListener("resize", () => {
    body.classList.toggle("zoomed", visualViewport.scale > 1.01);
  });

  addEventListener("resize", fit);
  hovers.addEventListener("change", fit);
  addEventListener("hashchange", () => { if (named() !== null) show(named()); });
  addEventListener("beforeprint", () => { drawAll(); });
  fit();
  go(named() ?? Number(body.dataset.first) - 1);
})();
