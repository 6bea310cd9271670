/* What stands below the first screen is drawn when it comes near the view: a hidden button of the
   page is pressed, once it is there. */
(() => {
  const NEAR = 600;
  const seen = new WeakSet();
  const press = (place, left) => {
    const button = document.querySelector(`.st-key-${place.dataset.near} button`);
    if (button) button.click();
    else if (left && place.isConnected) setTimeout(() => press(place, left - 1), 100);
  };
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        press(entry.target, 100);
      }
    },
    { rootMargin: `${NEAR}px 0px` },
  );
  let waiting = 0;
  const look = () => {
    waiting = 0;
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
  addEventListener("beforeprint", () => document.querySelectorAll("[data-near]").forEach((place) => press(place, 0)));
})();
