/* The sign-in: its page hands in what proves its reader; who leaves in one window leaves in all. */
(() => {
  const LEFT = "ip-left";
  const opened = Date.now();
  let handed = false;
  const left = () => {
    try { localStorage.setItem(LEFT, String(Date.now())); } catch (e) { /* no storage: this window alone */ }
  };
  let told = false;
  new MutationObserver(() => {
    const form = document.querySelector("#root form.ip-pass");
    if (form && !handed) {
      handed = true;
      form.submit();
    }
    if (!told && document.querySelector("#root .ip-signin[data-out]")) {
      told = true;
      left();
    }
  }).observe(document, { childList: true, subtree: true });
  /* A page that the browser kept, and brings back whole, may be of somebody who has left. */
  addEventListener("pageshow", e => {
    try {
      if (e.persisted && Number(localStorage.getItem(LEFT)) > opened) { location.reload(); }
    } catch (e) { /* no storage */ }
  });
  addEventListener("storage", e => {
    if (e.key === LEFT && !document.querySelector("#root .ip-signin")) { location.reload(); }
  });
})();
