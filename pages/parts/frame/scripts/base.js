/* What the other scripts share: where pages are, and how one goes to another without a reload. */
(() => {
  const ip = (window.ip = {});
  /* What figures are made for. Told here, not in the head: a phone has its width only once the document
     has said that it fits one; and before the app connects, as its script comes behind this one. */
  document.cookie = `vw=${innerWidth};path=/;SameSite=Lax`;
  document.cookie = `vh=${innerHeight};path=/;SameSite=Lax`;
  ip.main = () => document.querySelector(".stMain");
  ip.header = () => document.querySelector("#root .ip-header");
  ip.chinese = () => document.documentElement.lang.startsWith("zh");

  const folder = path => path.slice(0, path.lastIndexOf("/") + 1);
  const name = path => path.slice(path.lastIndexOf("/") + 1) || ".";

  /* Whether an address is that of a page of this app. */
  ip.isPage = url => {
    const pages = ip.header() ? ip.header().dataset.pages.split(" ") : [];
    return url.origin === location.origin && folder(url.pathname) === folder(location.pathname) && pages.includes(name(url.pathname));
  };
  ip.address = path => new URL(path, location.origin + folder(location.pathname));

  /* Positions of scrolling stand with the entries of the history; none is kept while one is restored. */
  let restoring = false;
  const keep = () => {
    if (!restoring && ip.main()) { history.replaceState({ ...history.state, y: Math.round(ip.main().scrollTop) }, ""); }
  };
  let waiting = 0;
  document.addEventListener("scroll", e => {
    if (e.target === ip.main()) { clearTimeout(waiting); waiting = setTimeout(keep, 200); }
  }, true);

  /* Go to a page: the framework itself goes where Back and Forward lead, so this goes the same way. */
  ip.go = (href, replace) => {
    const to = new URL(href, location.href);
    const moves = to.pathname !== location.pathname;
    clearTimeout(waiting);
    if (replace) {
      history.replaceState(history.state, "", to.href);
    } else {
      keep();
      history.pushState({}, "", to.href);
    }
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (moves || to.hash) { settle(0, moves, to.hash.slice(1)); }
  };

  /* Hold a position, or a named place, while the page is drawn, unless the reader moves; then focus its title. */
  const HELD = 1500;
  const SIGNS = ["wheel", "touchstart", "keydown", "mousedown"];
  const settle = (top, focus, place) => {
    const main = ip.main();
    const begun = performance.now();
    const heard = new AbortController();
    const options = { passive: true, capture: true, signal: heard.signal };
    let going = true;
    const stop = () => { going = false; };
    SIGNS.forEach(sign => addEventListener(sign, stop, options));
    /* A new page may lead to a place of its own; on the way back the reader's place counts. */
    if (focus) { addEventListener("ip-place", stop, options); }
    restoring = true;
    const step = () => {
      const named = place && document.getElementById(place);
      const y = named ? Math.round(Math.min(main.scrollTop + named.getBoundingClientRect().top - 16, main.scrollHeight - main.clientHeight)) : top;
      if (going && Math.abs(main.scrollTop - y) > 1 && main.scrollHeight >= y + main.clientHeight) { main.scrollTo(0, y); }
      if (going && performance.now() < begun + HELD) { requestAnimationFrame(step); return; }
      heard.abort();
      restoring = false;
      const title = main.querySelector("h1");
      if (focus && going && title && document.activeElement === document.body) {
        title.tabIndex = -1;
        title.focus({ preventScroll: true });
      }
    };
    step();
  };
  addEventListener("popstate", e => {
    clearTimeout(waiting);
    if (e.isTrusted) { settle((e.state && e.state.y) || 0, false); }
  });

  /* Labels have their places for a kind of window; another kind, as of a phone that is turned, gets its own. */
  const kind = () => window.ipWindows.filter(most => innerWidth > most).length;
  const made = kind();
  let sizing = 0;
  addEventListener("resize", () => {
    clearTimeout(sizing);
    sizing = setTimeout(() => {
      if (kind() !== made && !document.fullscreenElement && !matchMedia("print").matches) { location.reload(); }
    }, 400);
  });
  const again = performance.getEntriesByType("navigation")[0];
  if (again && again.type === "reload" && history.state && history.state.y) {
    const { y } = history.state;
    const drawn = setInterval(() => {
      if (document.querySelector("#root .ip-foot")) { clearInterval(drawn); settle(y, false); }
    }, 100);
  }

  /* Bring into view what a page leads to; a place may be drawn a little later. */
  ip.show = what => { const found = document.querySelector(what); if (found) { found.scrollIntoView(); } };
  ip.seek = (place, left = 100) => {
    const found = document.getElementById(place);
    if (found) { dispatchEvent(new Event("ip-place")); found.scrollIntoView({ block: "center" }); return; }
    if (left > 0) { setTimeout(ip.seek, 50, place, left - 1); }
  };

  /* What a run of the page asks for, once each: these, and no others. */
  const CALLS = ["show", "seek", "keepDeck", "holdDeck"];
  const heard = new WeakSet();
  new MutationObserver(() => {
    for (const asked of document.querySelectorAll("#root .ip-call")) {
      if (heard.has(asked)) { continue; }
      heard.add(asked);
      for (const [name, ...given] of JSON.parse(asked.dataset.call)) {
        if (CALLS.includes(name)) { ip[name](...given); }
      }
    }
  }).observe(document, { childList: true, subtree: true });

  document.addEventListener("click", e => {
    const link = e.target.closest && e.target.closest(".stHtml a[href]");
    if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) { return; }
    if (link.classList.contains("ip-skip")) {
      e.preventDefault();
      const title = ip.main().querySelector("h1");
      if (title) { title.tabIndex = -1; title.focus(); title.scrollIntoView(); }
      return;
    }
    if (link.target === "_blank" || link.hasAttribute("download") || !ip.isPage(new URL(link.href))) { return; }
    e.preventDefault();
    for (const open of document.querySelectorAll(":popover-open")) { open.hidePopover(); }
    if (link.dataset.look) {
      window.ipLook(link.dataset.look);
      /* The framework takes up the display first, and tells it with the next run. */
      setTimeout(() => ip.go(link.href, true), 60);
      return;
    }
    ip.go(link.href);
  }, true);

  /* A drawing from the document stands in the card of its chart until that is drawn. */
  const hold = (still, place) => {
    still.setAttribute("aria-hidden", "true");
    const end = () => { still.remove(); watch.disconnect(); };
    const keep = () => {
      const card = place();
      if (card && card.querySelector(".main-svg .infolayer")) {
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(end));
      } else if (card && still.parentElement !== card) {
        card.append(still);
      }
    };
    const watch = new MutationObserver(keep);
    watch.observe(document.getElementById("root"), { childList: true, subtree: true });
    addEventListener("popstate", end, { once: true });
    setTimeout(end, 120000);
    keep();
  };

  /* What stood in the document goes as soon as the page, or what keeps it from coming, is there. */
  const first = document.getElementById("first");
  if (first) {
    const last = first.querySelector(".ip-hl") ? ".ip-hl" : "h1";
    const still = [...first.querySelectorAll(".ip-still")].find(one => one.offsetWidth);
    const shown = what => document.querySelector(`#root ${what}`);
    const place = () => shown(still ? `.st-key-c-${still.dataset.card}` : last);
    /* The framework draws blocks in any order; one that comes above the chart, or in its card, would move it. */
    const waits = (chart, end) => [...document.querySelectorAll("#root [data-testid=stSkeleton]")].some(one =>
      !chart.contains(one) && end.compareDocumentPosition(one) !== Node.DOCUMENT_POSITION_FOLLOWING);
    const drawn = chart => (shown(last) && chart ? !waits(chart, chart.closest("[class*=st-key-card-]") || chart) : shown(".ip-foot"));
    const seen = () => document.querySelector("#root :is(.stAlert, .stException), [data-testid=stDialog]") || drawn(place());
    const leave = () => {
      watch.disconnect();
      first.remove();
      if (still && place()) { hold(still, place); }
    };
    const watch = new MutationObserver(() => { if (seen()) { leave(); } });
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(leave, 60000);
  }

  /* The language of the document follows the page; so browsers do not offer to translate it. */
  new MutationObserver(() => {
    const head = ip.header();
    if (head && document.documentElement.lang !== head.dataset.lang) { document.documentElement.lang = head.dataset.lang; }
  }).observe(document, { childList: true, subtree: true });
})();
