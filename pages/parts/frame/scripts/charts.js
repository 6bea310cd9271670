/* Charts and what belongs to their cards: points by click and by keyboard, ranges of years, room
   for labels, what opens over the page, copying, full screen. */
(() => {
  const ip = window.ip;
  const CARD = '[class*="st-key-card-"]';
  const told = (id, look, words) => {
    let node = document.getElementById(id);
    if (!node) {
      node = Object.assign(document.createElement("div"), { id, className: look });
      node.setAttribute("role", "status");
      document.body.append(node);
    }
    node.textContent = words;
  };
  let fading = 0;
  const say = (words) => {
    told("ip-toast", "ip-toast", words);
    clearTimeout(fading);
    fading = setTimeout(() => told("ip-toast", "ip-toast", ""), 3000);
  };
  /* What a reader hears only. */
  const heard = (words) => told("ip-heard", "ip-hidden", words);

  /* Another view of this page through the address; nothing is loaded again. */
  const put = (changed, replaced) => {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(changed)) url.searchParams.set(key, value);
    ip.go(url.pathname + url.search, replaced);
  };

  /* ---- Points ---- */
  const of = (trace, n) => {
    const own = trace.customdata && trace.customdata[n];
    return Array.isArray(own) ? own.join("@") : own || "";
  };
  const points = (gd) => {
    const found = [];
    (gd._fullData || []).forEach((trace, curveNumber) => {
      if (trace.visible !== true || trace.hoverinfo === "skip") return;
      const full = gd._fullLayout;
      const xa = full[trace.xaxis ? trace.xaxis.replace("x", "xaxis") : "xaxis"];
      (trace.x || []).forEach((_, pointNumber) => {
        if (!of(trace, pointNumber)) return;
        const lying = trace.orientation === "h";
        const at = lying ? -xa.d2c(trace.y[pointNumber]) : xa.d2c(trace.x[pointNumber]);
        found.push({ curveNumber, pointNumber, trace, at });
      });
    });
    return found;
  };
  const words = (trace, n) => {
    const own = trace.text && (Array.isArray(trace.text) ? trace.text[n] : trace.text);
    const from = own || (trace.hovertext && trace.hovertext[n]) || "";
    /* Nothing in a document that is parsed apart is loaded or run. */
    const told = new DOMParser().parseFromString(String(from).replace(/<br\s*\/?>/g, ", "), "text/html").body.textContent;
    return [trace.name && trace.name !== `trace ${trace.index}` ? trace.name : "", told].filter(Boolean).join(": ");
  };
  const show = (gd, point) => {
    window.Plotly.Fx.hover(gd, [{ curveNumber: point.curveNumber, pointNumber: point.pointNumber }]);
    heard(words(point.trace, point.pointNumber));
  };
  const walk = (gd, event) => {
    const every = points(gd);
    if (!every.length) return;
    const curves = [...new Set(every.map((p) => p.curveNumber))];
    const here = gd._ipAt ? every.findIndex((p) => p.curveNumber === gd._ipAt.curveNumber && p.pointNumber === gd._ipAt.pointNumber) : -1;
    const now = here < 0 ? null : every[here];
    const inCurve = (curve) => every.filter((p) => p.curveNumber === curve);
    let next = null;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const step = event.key === "ArrowRight" ? 1 : -1;
      const own = inCurve(now ? now.curveNumber : curves[0]);
      const place = now ? own.indexOf(now) : step > 0 ? -1 : own.length;
      next = own[Math.min(own.length - 1, Math.max(0, place + step))];
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      const place = now ? curves.indexOf(now.curveNumber) : -1;
      const own = inCurve(curves[(place + step + curves.length) % curves.length]);
      next = now ? own.reduce((a, b) => (Math.abs(b.at - now.at) < Math.abs(a.at - now.at) ? b : a)) : own[own.length - 1];
    } else if (event.key === "Home" || event.key === "End") {
      const own = inCurve(now ? now.curveNumber : curves[0]);
      next = event.key === "Home" ? own[0] : own[own.length - 1];
    } else if ((event.key === "Enter" || event.key === " ") && now) {
      put({ at: of(now.trace, now.pointNumber) });
      event.preventDefault();
      return;
    } else if (event.key === "Escape" && now) {
      window.Plotly.Fx.unhover(gd);
      gd._ipAt = null;
      return;
    }
    if (!next) return;
    event.preventDefault();
    gd._ipAt = next;
    show(gd, next);
  };

  /* ---- Room: margins of labels are pixels, a range is data ---- */
  /* It comes as text: of an object Plotly takes it that it changed, and draws all again. */
  const metaOf = (gd) => {
    const told = gd._fullLayout.meta;
    if (typeof told !== "string") return told;
    if (gd._ipTold !== told) [gd._ipTold, gd._ipMeta] = [told, JSON.parse(told)];
    return gd._ipMeta;
  };
  const roomy = (gd) => {
    const full = gd._fullLayout;
    const meta = metaOf(gd);
    if (!meta || !meta.span || !meta.room || gd._ipFitting) return;
    if (gd._ipRange && gd._ipRange !== String(full.xaxis.range)) return; // the reader zoomed
    const width = full._size.w * (full.xaxis.domain[1] - full.xaxis.domain[0]);
    const [low, high] = gd._ipSpan || meta.span;
    const [left, right] = meta.room;
    if (width - left - right < 40) return;
    const per = (high - low) / (width - left - right);
    const range = [low - left * per, high + right * per];
    if (gd._ipShown === String(range)) return;
    gd._ipShown = String(range);
    if (!gd._ipSpan && Math.abs(range[0] - full.xaxis.range[0]) + Math.abs(range[1] - full.xaxis.range[1]) < per) {
      gd._ipRange = String(full.xaxis.range);
      return;
    }
    const axes = Object.keys(full).filter((key) => /^xaxis\d*$/.test(key));
    const changed = Object.fromEntries(axes.map((axis) => [`${axis}.range`, range]));
    if (meta.ticks) {
      const shown = thinned(meta.ticks.filter(([at]) => at >= low - 1 && at <= high + 1), per);
      for (const axis of axes) {
        changed[`${axis}.tickvals`] = shown.map(([at]) => at);
        changed[`${axis}.ticktext`] = shown.map(([, label]) => label);
      }
    }
    gd._ipFitting = true;
    window.Plotly.relayout(gd, changed).then(() => {
      gd._ipRange = String(gd._fullLayout.xaxis.range);
      gd._ipFitting = false;
    });
  };
  /* Labels of the axis of time that have room, from the latest on. */
  const thinned = (ticks, per) => {
    const wide = ([, label]) => Math.max(...String(label).split("<br>").map((line) => [...line].reduce((sum, c) => sum + (c > "\u2e80" ? 12 : 7), 0))) + 12;
    let edge = Infinity;
    const kept = [];
    for (const tick of [...ticks].reverse()) {
      const half = wide(tick) / 2;
      if (tick[0] / per + half > edge) continue;
      kept.unshift(tick);
      edge = tick[0] / per - half;
    }
    return kept;
  };

  /* ---- Ranges of years ---- */
  const years = (button) => {
    const gd = document.querySelector(`.st-key-c-${button.closest("[data-chart]").dataset.chart} .js-plotly-plot`);
    const meta = gd && gd._fullLayout && metaOf(gd);
    if (!meta || !meta.span) return;
    const [first, last] = meta.span;
    const wanted = +button.dataset.years;
    gd._ipSpan = [wanted ? Math.max(first, last - wanted * 365.25 - 20) : first, last];
    gd._ipRange = gd._ipShown = null;
    gd._ipFirst = button.dataset.first || "";
    roomy(gd);
    for (const other of button.parentNode.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
  };

  /* ---- Wiring of new charts ---- */
  const wire = (gd) => {
    if (gd._ipWired || !gd.on || !gd._fullLayout || !window.Plotly || !gd.closest(CARD)) return;
    gd._ipWired = true;
    gd.tabIndex = 0;
    gd.setAttribute("role", "group");
    const title = gd.closest(CARD).querySelector("h3");
    gd.setAttribute("aria-label", title ? title.textContent : "");
    gd.on("plotly_click", (event) => {
      const point = event.points && event.points[0];
      const at = point && of(point.fullData || point.data, point.pointNumber);
      if (at) put({ at });
    });
    gd.addEventListener("keydown", (event) => walk(gd, event));
    gd.addEventListener("blur", () => {
      if (gd._ipAt) window.Plotly.Fx.unhover(gd);
      gd._ipAt = null;
    });
    gd.on("plotly_afterplot", () => roomy(gd));
    gd.on("plotly_doubleclick", () => {
      gd._ipSpan = gd._ipRange = gd._ipShown = null;
      gd._ipFirst = "";
      setTimeout(() => roomy(gd), 0);
    });
    roomy(gd);
  };
  /* Titles of a row take as many lines as the longest of them. */
  const heads = () => {
    const rows = new Map();
    for (const block of document.querySelectorAll(".ip-tb")) {
      const top = Math.round(block.getBoundingClientRect().top);
      rows.set(top, [...(rows.get(top) || []), block]);
    }
    for (const blocks of rows.values()) {
      const high = Math.max(...blocks.map((b) => b.querySelector("h3").offsetHeight + 24));
      for (const block of blocks) if (block.offsetHeight < high) block.style.height = `${high}px`;
    }
  };
  let waiting = 0;
  const look = () => {
    waiting = 0;
    document.querySelectorAll(".js-plotly-plot").forEach(wire);
    heads();
  };
  const soon = () => {
    if (!waiting) waiting = setTimeout(look, 60);
  };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("resize", soon);

  /* ---- What opens over the page ---- */
  const anchored = CSS.supports("position-area", "bottom");
  document.addEventListener(
    "toggle",
    (event) => {
      const pop = event.target;
      if (!pop.matches || !pop.matches(".ip-pop") || event.newState !== "open") return;
      const opener = document.querySelector(`[popovertarget="${CSS.escape(pop.id)}"]`);
      if (!anchored && opener) {
        const box = opener.getBoundingClientRect();
        const left = Math.min(Math.max(12, box.right - pop.offsetWidth), innerWidth - pop.offsetWidth - 12);
        const below = box.bottom + 4 + pop.offsetHeight <= innerHeight;
        pop.style.left = `${left}px`;
        pop.style.top = `${below ? box.bottom + 4 : Math.max(12, box.top - 4 - pop.offsetHeight)}px`;
      }
      if (pop.matches(".ip-acts")) pop.querySelector("a, button").focus();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest && event.target.closest(".ip-acts");
    if (!menu || !/^(Arrow(Up|Down)|Home|End)$/.test(event.key)) return;
    const every = [...menu.querySelectorAll("a, button")];
    const here = every.indexOf(document.activeElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    every[(next + every.length) % every.length].focus();
    event.preventDefault();
  });

  /* ---- What the menu does ---- */
  const copied = (promise, button) =>
    promise.then(
      () => say(button.dataset.done),
      () => say(button.dataset.failed),
    );
  const acts = {
    image: (button) => {
      if (!navigator.clipboard || !window.ClipboardItem) return say(button.dataset.failed);
      const from = new URL(button.dataset.from, document.baseURI);
      const bytes = fetch(from).then((r) => (r.ok ? r.blob() : Promise.reject(new Error(r.status))));
      copied(navigator.clipboard.write([new ClipboardItem({ "image/png": bytes })]), button);
    },
    link: (button) => text(new URL(button.dataset.link, document.baseURI).href, button),
    text: (button) => text(button.dataset.text, button),
    table: (button) => text(tabbed(document.getElementById(button.dataset.table)), button),
    /* The address names what is added while the page hears of it, and no longer: Back adds nothing. */
    add: (button) => {
      const before = location.href;
      /* With the years that the reader chose of the chart. */
      const card = button.dataset.of ? document.querySelector(`.st-key-card-${button.dataset.of}`) : button.closest(CARD);
      const gd = card && card.querySelector(".js-plotly-plot");
      const first = gd && gd._ipFirst ? `&from=${gd._ipFirst}` : "";
      put({ add: button.dataset.view + first }, true);
      setTimeout(() => history.replaceState(history.state, "", before), 0);
    },
    full: (button) => {
      const card = button.closest(CARD);
      if (document.fullscreenElement) document.exitFullscreen();
      else if (card && card.requestFullscreen) card.requestFullscreen();
    },
    years,
  };
  /* Without https there is no clipboard but the older way: what is selected is copied. */
  const selected = (words) => {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = words;
    field.setAttribute("aria-hidden", "true");
    field.style.cssText = "position:fixed;inset:0 auto auto 0;width:1px;height:1px;opacity:0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (before) before.focus({ preventScroll: true });
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  };
  const text = (words, button) => {
    const written = navigator.clipboard ? navigator.clipboard.writeText(words) : Promise.reject(new Error("clipboard"));
    copied(written.catch(() => selected(words)), button);
  };
  const tabbed = (table) =>
    [...table.rows]
      .filter((row) => !row.hidden)
      .map((row) => [...row.cells].filter((c) => !c.matches("[data-bare]")).map((c) => c.innerText.trim().replace(/\s+/g, " ")).join("\t"))
      .join("\n");
  document.addEventListener("click", (event) => {
    const item = event.target.closest && event.target.closest("[data-do]");
    const menu = event.target.closest && event.target.closest(".ip-acts");
    if (item && acts[item.dataset.do]) acts[item.dataset.do](item);
    if (menu && event.target.closest("a, button")) setTimeout(() => menu.matches(":popover-open") && menu.hidePopover(), 0);
  });
  document.addEventListener("fullscreenchange", () => setTimeout(() => dispatchEvent(new Event("resize")), 50));
})();
