/* The header: search for an indicator, and the choice of what is in view. */
(() => {
  const ip = window.ip;
  const CARRIED = ["lang", "sup", "imp", "v"];
  let asked = null;
  let timer = 0;

  const box = () => document.querySelector("#root .ip-words");
  const list = () => document.querySelector("#root .ip-hits");
  const options = () => [...list().querySelectorAll("[role=option]")];

  const close = () => {
    if (!box() || !list()) { return; }
    list().hidden = true;
    box().setAttribute("aria-expanded", "false");
    box().removeAttribute("aria-activedescendant");
  };
  const choose = at => {
    const all = options();
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (all[at]) {
      box().setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    } else {
      box().removeAttribute("aria-activedescendant");
    }
  };
  const chosen = () => options().findIndex(option => option.getAttribute("aria-selected") === "true");
  const put = (tag, words, into) => into.appendChild(Object.assign(document.createElement(tag), { textContent: words }));

  const option = (hit, n) => {
    const row = document.createElement("a");
    row.id = `ip-hit-${n}`;
    row.href = hit.href;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.tabIndex = -1;
    put("b", hit.name, row);
    if (hit.value) { put("i", hit.value, row); }
    if (hit.about) { put("small", hit.about, row); }
    return row;
  };
  const show = (rows, told) => {
    const into = list();
    into.replaceChildren(...rows);
    if (told) { put("p", told, into); }
    into.hidden = false;
    box().setAttribute("aria-expanded", "true");
    choose(-1);
  };

  /* All that is found stands in the explorer, beside what is chosen there. */
  const everything = words => {
    const to = new URL(box().form.action);
    to.searchParams.set("q", words);
    return to.href;
  };

  const ask = async () => {
    const words = box().value.trim();
    if (asked) { asked.abort(); }
    if (!words) { close(); return; }
    asked = new AbortController();
    const url = ip.address("search.json");
    const here = new URLSearchParams(location.search);
    url.searchParams.set("q", words);
    for (const name of CARRIED) { if (here.has(name)) { url.searchParams.set(name, here.get(name)); } }
    try {
      const got = await fetch(url, { signal: asked.signal });
      if (!got.ok) { throw new Error(got.status); }
      const answer = await got.json();
      if (!box() || box().value.trim() !== words) { return; }
      const rows = answer.hits.map(option);
      const more = answer.count > rows.length;
      if (more) { rows.push(option({ name: box().dataset.all.replace("{count}", answer.count), href: everything(words) }, rows.length)); }
      show(rows, rows.length ? "" : box().dataset.none);
    } catch (fault) {
      if (fault.name !== "AbortError" && box()) { show([], box().dataset.away); }
    }
  };

  document.addEventListener("input", e => {
    if (e.target === box()) { clearTimeout(timer); timer = setTimeout(ask, 120); }
  });
  document.addEventListener("focusin", e => {
    if (e.target === box() && box().value.trim() && list().hidden) { ask(); }
  });
  document.addEventListener("focusout", e => {
    const form = e.target.closest && e.target.closest(".ip-search");
    if (form && !form.contains(e.relatedTarget)) { form.classList.remove("ip-asking"); close(); }
  });
  document.addEventListener("keydown", e => {
    if (e.target !== box() || e.isComposing) { return; }
    const count = options().length;
    if (e.key === "Escape") {
      if (list().hidden) { box().value = ""; box().blur(); }
      close();
    } else if ((e.key === "ArrowDown" || e.key === "ArrowUp") && count && !list().hidden) {
      e.preventDefault();
      const step = e.key === "ArrowDown" ? 1 : -1;
      choose(chosen() < 0 ? (step > 0 ? 0 : count - 1) : (chosen() + step + count) % count);
    }
  });
  const leave = href => { box().value = ""; close(); box().blur(); ip.go(href); };
  /* Options take the click before the box loses its focus. */
  document.addEventListener("mousedown", e => {
    if (e.target.closest && e.target.closest("#ip-hits")) { e.preventDefault(); }
  });
  document.addEventListener("click", e => {
    const form = e.target.closest && e.target.closest(".ip-search");
    if (form && e.target.closest(".ip-seek")) { form.classList.add("ip-asking"); box().focus(); }
    if (form && e.target.closest("[role=option]")) { box().value = ""; close(); }
  });

  document.addEventListener("submit", e => {
    const form = e.target;
    if (form.classList.contains("ip-search")) {
      e.preventDefault();
      const rows = options();
      const row = rows[chosen()] || (list().hidden ? null : rows[0]);
      const words = box().value.trim();
      if (row) { leave(row.href); } else if (words) { leave(everything(words)); }
    } else if (form.closest(".ip-view")) {
      e.preventDefault();
      take(form.elements.v.value.trim());
    }
  });
  document.addEventListener("change", e => {
    if (e.target.id === "ip-v") { take(e.target.value); }
  });
  const take = code => {
    const to = new URL(location.href);
    if (code) { to.searchParams.set("v", code); } else { to.searchParams.delete("v"); }
    document.getElementById("ip-view").hidePopover();
    ip.go(to.href);
  };
})();
