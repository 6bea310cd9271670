/* What stands below the first screen is drawn when it comes near the view: a hidden button of the
   page is pressed, once it is there. */
(() => {
  const NEAR = 600;
  const seen = new WeakSet();
  /* One after another: of two buttons that are pressed at once, the framework heeds one. */
  const row = [];
  let busy = false;
  const next = () => {
    while (row.length && !row[0].isConnected) row.shift();
    busy = row.length > 0;
    if (busy) press(row[0], 0);
  };
  /* A row that is asked for right behind what a reader does would take its place: the framework would
     not do that. So it waits until the reader is heard. */
  const HEARD = 700;
  let acted = -HEARD;
  let printing = false;
  for (const kind of ["click", "change", "keydown"]) {
    addEventListener(kind, (e) => { if (e.isTrusted) acted = performance.now(); }, true);
  }
  const app = () => document.querySelector(".stApp");
  /* What is open over the page, a list or a menu, takes any press beside it as a reader's and closes. */
  const open = () => !printing && document.querySelector("[data-testid=stPopoverBody], [role=listbox]:not([hidden])");
  const held = () =>
    performance.now() - acted < HEARD || (app() && app().dataset.testScriptState === "running") || open();
  const press = (place, waited) => {
    if (!place.isConnected || waited > 30000) {
      row.shift();
      next();
      return;
    }
    if (waited % 2000 === 0 && held()) {
      setTimeout(() => press(place, waited), 100);
      return;
    }
    const button = waited % 2000 === 0 && document.querySelector(`.st-key-${place.dataset.near} button`);
    if (button) button.click();
    // The button comes later than its place; and a page that runs may not hear it.
    const step = waited % 2000 === 0 && !button ? 0 : 100;
    setTimeout(() => press(place, waited + step), 100);
  };
  const want = (place) => {
    if (!row.includes(place)) row.push(place);
    if (!busy) next();
  };
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        want(entry.target);
      }
    },
    { rootMargin: `${NEAR}px 0px` },
  );
  /* Where nothing else happens the rest is drawn too: a page may be printed before it was read. */
  const CALM = 8000;
  const rest = () => document.querySelectorAll("[data-near]").forEach(want);
  let calm = 0;
  let waiting = 0;
  const look = () => {
    waiting = 0;
    clearTimeout(calm);
    calm = setTimeout(rest, CALM);
    for (const place of document.querySelectorAll("[data-near]")) {
      if (seen.has(place)) continue;
      seen.add(place);
      watch.observe(place);
    }
  };
  new MutationObserver(() => {
    if (!waiting) waiting = setTimeout(look, 60);
  }).observe(document.documentElement, { childList: true, subtree: true });
  // Everything is printed, however far down it stands.
  addEventListener("beforeprint", () => {
    printing = true;
    rest();
  });
  addEventListener("afterprint", () => { printing = false; });
})();
