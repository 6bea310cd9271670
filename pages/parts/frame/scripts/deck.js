/* The reader's deck in a cookie, which all windows share: none writes over what another one kept. */
(() => {
  const ip = window.ip;
  const { name, path } = window.ipDeck;
  const YEAR = 31536000;
  /* A window that changes the deck is followed by those beside it once it is done. */
  const SOON = 60;
  const read = () => {
    const found = document.cookie.split("; ").find(cookie => cookie.startsWith(`${name}=`));
    return found ? found.slice(name.length + 1) : "";
  };
  /* What this window and the cookie had in common last. */
  let known = read();
  const others = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;

  /* Tell the page what another window keeps; the address names it only while the page hears of it. */
  const tell = () => {
    const now = read();
    if (!now || now === known || document.hidden || !ip.header()) { return; }
    const before = location.href;
    const url = new URL(before);
    url.searchParams.set("kept", `${known}.${now}`);
    ip.go(url.href, true);
    setTimeout(() => history.replaceState(history.state, "", before), 0);
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(tell, SOON); };

  /* Keep a deck, unless another window kept one that the page has not seen: both are put together first.
     Without a deck the page has seen what is kept, and keeps nothing. */
  ip.keepDeck = (code, seen) => {
    const now = read();
    if (now && ![known, seen, code].includes(now)) { soon(); return; }
    if (code && code !== now) {
      const secure = location.protocol === "https:" ? ";Secure" : "";
      document.cookie = `${name}=${code};path=${path};max-age=${YEAR};SameSite=Lax${secure}`;
      if (others) { others.postMessage(""); }
    }
    known = code || now;
  };
  if (others) { others.onmessage = soon; }
  document.addEventListener("visibilitychange", soon);
  addEventListener("focus", soon);
  addEventListener("pageshow", e => { if (e.persisted) { soon(); } });

  /* A deck that is too long for the browser is not left without a question. */
  let held = false;
  ip.holdDeck = holds => { held = holds; };
  document.addEventListener("click", e => {
    if (e.target.closest && e.target.closest("[class*='st-key-keep_'] button")) { held = false; }
  });
  addEventListener("beforeunload", e => { if (held) { e.preventDefault(); } });
})();
