/* The framework speaks English only. On Chinese pages its words are said in Chinese: in texts and labels,
   never by other nodes, and not where our own words stand (.stHtml) or a chart does. */
(() => {
  const ip = window.ip;
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  const OURS = "#first, .stHtml, .js-plotly-plot, script, style";
  const plain = new Map();
  const patterns = [];
  for (const [english, chinese] of Object.entries(window.ipWords)) {
    if (english.includes("{")) {
      const names = [];
      const parts = english.split(/\{(\w+)\}/).map((part, n) => {
        if (n % 2 === 0) { return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"); }
        names.push(part);
        return "(.+?)";
      });
      patterns.push([new RegExp(`^${parts.join("")}$`), names, chinese]);
    } else {
      plain.set(english, chinese);
    }
  }
  const said = words => {
    const known = plain.get(words);
    if (known) { return known; }
    for (const [form, names, chinese] of patterns) {
      const found = form.exec(words);
      if (found) { return names.reduce((made, name, n) => made.replace(`{${name}}`, found[n + 1]), chinese); }
    }
    return null;
  };
  const chinese = words => {
    const core = words.trim().replace(/\s+/g, " ");
    if (!/[A-Za-z]{2}/.test(core)) { return null; }
    const made = said(core);
    return made === null ? null : words.replace(words.trim(), made);
  };

  /* What stood there in English, to be said again when the language changes. */
  const before = new WeakMap();
  const remember = (node, name, english, made) => {
    const kept = before.get(node) || {};
    kept[name] = [english, made];
    before.set(node, kept);
  };
  const ours = node => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    return !element || element.closest(OURS) !== null;
  };
  const text = node => {
    const made = chinese(node.nodeValue);
    if (made !== null && !ours(node)) {
      remember(node, "", node.nodeValue, made);
      node.nodeValue = made;
    }
  };
  const label = (node, name) => {
    const english = node.getAttribute(name);
    const made = english === null ? null : chinese(english);
    if (made !== null && !ours(node)) {
      remember(node, name, english, made);
      node.setAttribute(name, made);
    }
  };
  const each = (root, onText, onLabel) => {
    if (root.nodeType === 3) { onText(root); return; }
    if (root.nodeType !== 1) { return; }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: node => node.nodeType === 1 && node !== root && node.matches(OURS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === 3) { onText(node); continue; }
      for (const name of ATTRIBUTES) { if (node.hasAttribute(name)) { onLabel(node, name); } }
    }
  };
  const back = (node, name) => {
    const kept = before.get(node);
    const [english, made] = (kept && kept[name]) || [];
    const now = name ? node.getAttribute(name) : node.nodeValue;
    if (made === undefined || now !== made) { return; }
    if (name) { node.setAttribute(name, english); } else { node.nodeValue = english; }
  };

  new MutationObserver(changes => {
    if (!ip.chinese()) { return; }
    for (const change of changes) {
      if (change.type === "childList") {
        change.addedNodes.forEach(node => { if (!ours(node)) { each(node, text, label); } });
      } else if (change.type === "characterData") {
        text(change.target);
      } else {
        label(change.target, change.attributeName);
      }
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });

  new MutationObserver(() => {
    if (ip.chinese()) { each(document.body, text, label); } else { each(document.body, node => back(node, ""), back); }
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  if (document.body && ip.chinese()) { each(document.body, text, label); }
})();
