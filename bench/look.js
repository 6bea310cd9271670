// What a reader sees of a page, in numbers. Runs in the page; coordinates count from its top.
() => {
  const main = document.querySelector(".stMain") || document.scrollingElement;
  const up = main.scrollTop;
  const at = r => ({ left: r.left, right: r.right, top: r.top + up, bottom: r.bottom + up, width: r.width, height: r.height });
  const box = e => at(e.getBoundingClientRect());
  const area = r => Math.max(0, r.width) * Math.max(0, r.height);
  const cut = (a, b) => { // what two rectangles share
    const left = Math.max(a.left, b.left), right = Math.min(a.right, b.right);
    const top = Math.max(a.top, b.top), bottom = Math.min(a.bottom, b.bottom);
    return { left, right, top, bottom, width: right - left, height: bottom - top };
  };
  const union = (a, b) => {
    const left = Math.min(a.left, b.left), right = Math.max(a.right, b.right);
    const top = Math.min(a.top, b.top), bottom = Math.max(a.bottom, b.bottom);
    return { left, right, top, bottom, width: right - left, height: bottom - top };
  };
  const seen = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  // Texts: every line of every text node that is seen, cut to what its boxes leave of it.
  const room = new Map();
  const clip = e => { // the part of the page in which an element can be seen; null: all of it
    if (!e || e === main || e === document.body) return null;
    if (room.has(e)) return room.get(e);
    let own = clip(e.parentElement);
    if (!(e instanceof SVGElement)) {
      const style = getComputedStyle(e);
      if (style.overflow !== "visible" || (style.clip && style.clip !== "auto")) {
        let r = box(e);
        if (style.position === "absolute" && style.clip.startsWith("rect(0px")) r = { ...r, right: r.left, width: 0 };
        own = own ? cut(own, r) : r;
      }
    }
    room.set(e, own);
    return own;
  };
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("#root") || document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, host = node.parentElement;
    if (!node.data.trim() || !host || !seen(host) || host.closest("script,style,noscript,option,.hoverlayer,[data-testid=stStatusWidget]")) continue;
    const style = getComputedStyle(host);
    if (host instanceof SVGElement && (style.fillOpacity === "0" || style.fill === "none")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const bounds = clip(host);
    for (const raw of range.getClientRects()) {
      const whole = at(raw), shown = bounds ? cut(whole, bounds) : whole;
      if (shown.width < 2 || shown.height < 2) continue;
      texts.push({ host, words: node.data.trim(), whole, shown, size: parseFloat(style.fontSize), svg: host instanceof SVGElement });
    }
  }

  // Charts with their cards; a card is a container of that name, or a figure with its table below.
  const charts = [...document.querySelectorAll(".js-plotly-plot")].filter(seen).map(plot => {
    const own = plot.closest('[class*="st-key-card-"]');
    const outer = plot.closest("[data-testid=stElementContainer], .stElementContainer") || plot.parentElement;
    let card = box(own || outer);
    const next = outer.nextElementSibling;
    if (!own && next && next.querySelector("details table")) card = union(card, box(next));
    const axes = [...plot.querySelectorAll(".draglayer .nsewdrag")].map(box);
    const bottom = Math.max(...axes.map(r => r.bottom)), top = Math.min(...axes.map(r => r.top));
    const inner = axes.reduce((sum, r) => sum + area(r), 0);
    return { plot, own, outer: box(outer), card, top, bottom, share: inner / area(card), axes };
  }).filter(c => c.axes.length);
  charts.sort((a, b) => Math.round((a.card.top - b.card.top) / 20) || a.card.left - b.card.left);

  // Lines of text between the axis and the end of the card.
  const under = chart => {
    const inside = texts.filter(t => (chart.own ? chart.own.contains(t.host) : chart.plot.contains(t.host)
        || (t.shown.top >= chart.outer.bottom - 1 && t.shown.bottom <= chart.card.bottom + 1 && t.shown.left >= chart.card.left - 1 && t.shown.right <= chart.card.right + 1))
      && t.shown.top >= chart.bottom - 2 && !(t.svg && t.host.closest("[class*=tick], .xtitle")));
    let lines = 0, end = -1;
    // A line of ticks or a year written as an annotation touches the axis: only what lies lower counts.
    for (const t of inside.filter(t => !t.svg || t.shown.top > chart.bottom + 24).sort((a, b) => a.shown.top - b.shown.top)) {
      if ((t.shown.top + t.shown.bottom) / 2 > end) { lines += 1; end = t.shown.bottom; }
    }
    return lines;
  };

  // Charts that stand beside each other.
  let apart = 0;
  for (const a of charts) for (const b of charts)
    if (a !== b && Math.abs(a.card.top - b.card.top) < 8 && a.card.right <= b.card.left) apart = Math.max(apart, Math.abs(a.bottom - b.bottom));

  const name = t => t.words.slice(0, 40);
  // Texts that reach out of their chart or card, or that a box without an ellipsis cuts.
  const cuts = [];
  for (const t of texts) {
    const plot = t.svg && t.host.closest(".js-plotly-plot");
    const card = !plot && t.host.closest('[class*="st-key-card-"]');
    const frame = plot ? box(plot) : card ? box(card) : null;
    const over = (r, f) => r.left < f.left - 1 || r.right > f.right + 1 || r.top < f.top - 1 || r.bottom > f.bottom + 1;
    let dots = false;
    for (let e = t.host; e && e !== main && !dots; e = e.parentElement) {
      const s = getComputedStyle(e);
      dots = s.textOverflow === "ellipsis" || s.webkitLineClamp !== "none" || ["auto", "scroll"].includes(s.overflowX) || ["auto", "scroll"].includes(s.overflowY);
    }
    if ((frame && !dots && over(t.whole, frame)) || (!dots && !t.svg && (t.whole.width > t.shown.width + 2 || t.whole.height > t.shown.height + 3))) cuts.push(name(t));
    else if (t.whole.right > innerWidth + 1 && !dots) cuts.push(name(t));
  }
  // Texts that lie on each other.
  const overlaps = [];
  const sorted = texts.filter(t => !t.host.closest("[role=dialog],[popover],header,.ip-header")).sort((a, b) => a.shown.top - b.shown.top);
  for (let i = 0; i < sorted.length; i++) {
    const a = sorted[i];
    for (let j = i + 1; j < sorted.length && sorted[j].shown.top < a.shown.bottom; j++) {
      const b = sorted[j];
      if (a.host === b.host || a.host.contains(b.host) || b.host.contains(a.host)) continue;
      const both = cut(a.shown, b.shown);
      // The box of a line is higher than its letters.
      const slack = Math.min(a.size, b.size) * 0.3;
      if (both.width > 1.5 && both.height > slack) overlaps.push(`${name(a)} | ${name(b)}`);
    }
  }

  // Letters inside of charts against what lies behind them; those of HTML are axe's.
  const colour = words => { const m = (words || "").match(/[\d.]+/g); return m ? m.map(Number) : null; };
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = words => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = words; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c && (c.length < 4 || c[3] > 0.5)) return c.slice(0, 3); } return [255, 255, 255]; };
  const faint = [];
  for (const t of texts.filter(t => t.svg && t.host.closest(".js-plotly-plot"))) {
    const plot = t.host.closest(".js-plotly-plot");
    const x = (t.shown.left + t.shown.right) / 2, y = (t.shown.top + t.shown.bottom) / 2;
    let back = ground(plot);
    for (const bar of plot.querySelectorAll(".bars .point path")) {
      const r = box(bar), fill = getComputedStyle(bar).fill;
      if (x > r.left && x < r.right && y > r.top && y < r.bottom && !fill.startsWith("url") && fill !== "none" && getComputedStyle(bar).fillOpacity > 0.5) back = rgb(fill);
    }
    const [l, d] = [light(rgb(getComputedStyle(t.host).fill)), light(back)].sort((a, b) => b - a);
    // Signs without letters and digits are shapes.
    if ((l + 0.05) / (d + 0.05) < (/[\p{L}\p{N}]/u.test(t.words) ? 4.5 : 3)) faint.push(name(t));
  }
  return {
    charts: charts.length,
    shares: charts.map(c => c.share),
    lines: charts.map(under),
    apart,
    first: charts.length ? Math.min(...charts.map(c => c.top)) : null,
    screens: main.scrollHeight / innerHeight,
    sideways: Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth),
    overlaps: [...new Set(overlaps)],
    cuts: [...new Set(cuts)],
    smallest: texts.length ? Math.min(...texts.map(t => t.size)) : null,
    faint: [...new Set(faint)],
    small: [...new Set(texts.filter(t => t.size < 12).map(name))].slice(0, 8),
  };
}
