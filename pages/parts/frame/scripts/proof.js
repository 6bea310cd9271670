/* A checked text: marks and what is said of them are stepped through together, and files are handed in. */
(() => {
  const ip = window.ip;
  const box = () => document.querySelector("#root .ip-proof");
  const entries = () => [...box().querySelectorAll(".ip-finds > li:not(.ip-off)")];
  const mark = li => box().querySelector(`mark[data-n="${li.dataset.n}"]`);
  const entry = n => box().querySelector(`.ip-finds > li[data-n="${n}"]`);
  const current = () => box().querySelector(".ip-finds > li[aria-current]");

  /* ---- Steps ---- */
  /* A list that has a scroll bar of its own is scrolled, and the page only where the place is out of view. */
  const bring = li => {
    const list = li.parentElement;
    if (list.scrollHeight > list.clientHeight + 1) {
      const [own, all] = [li.getBoundingClientRect(), list.getBoundingClientRect()];
      if (own.top < all.top || own.bottom > all.bottom) { list.scrollTop += own.top - all.top - 8; }
    }
    const at = mark(li).getBoundingClientRect();
    const side = box().querySelector(".ip-side").getBoundingClientRect();
    const below = side.left > at.right || side.top > at.bottom ? innerHeight : side.top;
    const most = getComputedStyle(box().querySelector(".ip-side")).position === "sticky" ? Math.min(below, innerHeight) : innerHeight;
    if (at.top < 64 || at.bottom > most - 16) { ip.main().scrollBy(0, at.top - most / 2); }
  };
  const select = (li, focus) => {
    for (const old of box().querySelectorAll("[data-n][aria-current]")) { old.removeAttribute("aria-current"); }
    for (const old of box().querySelectorAll("mark[tabindex='0']")) { old.tabIndex = -1; }
    for (const now of [li, mark(li)]) { now.setAttribute("aria-current", "true"); }
    mark(li).tabIndex = 0;
    const all = entries();
    const at = box().querySelector(".ip-at");
    at.textContent = at.dataset.place.replace("{number}", all.indexOf(li) + 1).replace("{count}", all.length);
    bring(li);
    const target = focus === "mark" ? mark(li) : focus === "entry" ? li : null;
    if (target) { target.focus({ preventScroll: true }); }
  };
  const step = (by, focus) => {
    const all = entries();
    const at = all.indexOf(current());
    const to = all[at < 0 ? 0 : (at + by + all.length) % all.length];
    if (to) { select(to, focus); }
  };
  const show = button => {
    const kind = button.dataset.mark;
    for (const one of box().querySelectorAll("[data-n]")) { one.classList.toggle("ip-off", kind !== "" && !one.classList.contains(`ip-is-${kind}`)); }
    for (const one of button.parentElement.children) { one.setAttribute("aria-pressed", String(one === button)); }
    const all = entries();
    select(all.includes(current()) ? current() : all[0]);
  };
  const within = (e, what) => e.target.closest && e.target.closest(`#root .ip-proof ${what}`);
  const marked = e => within(e, "mark[data-n]:not(.ip-off)");

  document.addEventListener("click", e => {
    const [shown, by, at, li] = [within(e, ".ip-kinds button"), within(e, "[data-step]"), marked(e), within(e, ".ip-finds > li")];
    if (shown) { show(shown); }
    if (by) { step(+by.dataset.step); }
    if (at) { select(entry(at.dataset.n), "entry"); }
    if (li && !within(e, "a") && getSelection().isCollapsed) { select(li, "mark"); }
  });
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) { return; }
    const [at, li] = [marked(e), e.target.matches && e.target.matches("#root .ip-proof .ip-finds > li") ? e.target : null];
    const focus = at ? "mark" : li ? "entry" : within(e, ".ip-steps") ? "none" : "";
    if (!focus) { return; }
    if (STEPS[e.key]) {
      step(STEPS[e.key], focus);
    } else if ((e.key === "Home" || e.key === "End") && focus !== "none") {
      select(entries().at(e.key === "Home" ? 0 : -1), focus);
    } else if (e.key === "Enter" || e.key === " ") {
      if (focus === "none") { return; }
      if (at) { select(entry(at.dataset.n), "entry"); } else { select(li, "mark"); }
    } else {
      return;
    }
    e.preventDefault();
  });

  /* What is found anew begins with the first that is wrong: the list shows it. */
  let last = null;
  new MutationObserver(() => {
    const now = box();
    if (now === last) { return; }
    last = now;
    const li = now && current();
    if (li) { li.parentElement.scrollTop += li.getBoundingClientRect().top - li.parentElement.getBoundingClientRect().top - 8; }
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* ---- Files: the server reads the words, the field takes them as if they were pasted ---- */
  const files = () => document.querySelector("#root .ip-files");
  const field = () => document.querySelector("#root .st-key-draft textarea");
  const set = (area, words) => Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, words);
  /* Half a sign, as of an emoji that was cut in two, cannot be sent: it is replaced before the framework sees it. */
  document.addEventListener("input", e => {
    if (e.target === field() && e.target.value.isWellFormed && !e.target.value.isWellFormed()) { set(e.target, e.target.value.toWellFormed()); }
  }, true);
  const tell = (words, fault) => {
    const told = document.querySelector("#root .ip-kept .ip-answer");
    if (!told) { return; }
    told.textContent = words;
    told.classList.toggle("ip-alarm", Boolean(fault));
  };
  const put = words => {
    const area = field();
    set(area, words);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    /* The framework sends what was written as soon as the field is left. */
    setTimeout(() => { area.focus({ preventScroll: true }); area.blur(); }, 60);
  };
  const send = async list => {
    const own = files().dataset;
    if (list.length !== 1) { tell(own.one, true); return; }
    const [file] = list;
    if (file.size > +own.most) { tell(own.large.replace("{file}", () => file.name), true); return; }
    tell(own.reading);
    try {
      const got = await fetch(ip.address(own.address), { method: "POST", body: file, headers: { "X-File-Name": encodeURIComponent(file.name) } });
      const answer = await got.json();
      if (answer.fault) { tell(answer.fault, true); return; }
      put(answer.words);
      tell(own.read.replace("{file}", () => file.name));
    } catch {
      tell(own.away, true);
    }
  };
  document.addEventListener("change", e => {
    if (!e.target.closest || !e.target.closest("#root .ip-files")) { return; }
    const list = [...e.target.files];
    e.target.value = "";
    if (list.length) { send(list); }
  });
  const carries = e => files() && e.dataTransfer && [...e.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", e => { if (carries(e)) { e.preventDefault(); } });
  document.addEventListener("drop", e => {
    if (carries(e)) { e.preventDefault(); send([...e.dataTransfer.files]); }
  });
  /* More than the server takes at all would end its line. */
  document.addEventListener("paste", e => {
    if (e.target !== field() || !files() || !e.clipboardData) { return; }
    const own = files().dataset, count = e.target.value.length + e.clipboardData.getData("text").length;
    if (count <= +own.signs) { return; }
    e.preventDefault();
    e.stopPropagation();
    tell(own.long.replace("{count}", () => count.toLocaleString("en-US")), true);
  }, true);
  document.addEventListener("input", e => { if (e.target === field() && e.isTrusted) { tell(""); } });
})();
