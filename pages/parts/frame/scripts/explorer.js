/* Choices that are links: a space ticks a box, and where a page is drawn anew the place is kept. */
(() => {
  document.addEventListener("keydown", (event) => {
    const box = event.key === " " && event.target.closest && event.target.closest("a[role=checkbox]");
    if (!box) return;
    event.preventDefault();
    box.click();
  });

  const LONGEST = 4000;
  let wanted = "";
  let until = 0;
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest && event.target.closest("[data-stay]");
      wanted = link ? link.dataset.stay : "";
      until = performance.now() + LONGEST;
    },
    true,
  );
  new MutationObserver(() => {
    if (!wanted || performance.now() > until || document.activeElement !== document.body) return;
    const again = document.querySelector(`[data-stay="${CSS.escape(wanted)}"]`);
    if (again) again.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
