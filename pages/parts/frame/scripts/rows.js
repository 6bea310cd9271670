/* Own tables: sorted by a click on a heading, narrowed by words. */
(() => {
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.innerText.trim() : +cell.dataset.sort;
  };
  const between = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, document.documentElement.lang));
  /* A topic is written once where lines of it follow each other. */
  const topics = (body) => {
    let last = null;
    for (const row of body.rows) {
      const cell = row.querySelector(".ip-topic");
      if (!cell || row.hidden) continue;
      cell.classList.toggle("ip-again", cell.textContent === last);
      last = cell.textContent;
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("table[data-sortable] th button");
    if (!button) return;
    const head = button.closest("th");
    const table = head.closest("table");
    const body = table.tBodies[0];
    [...body.rows].forEach((row, n) => (row.dataset.place = row.dataset.place || n));
    const before = head.getAttribute("aria-sort");
    const numbers = body.rows[0] && body.rows[0].cells[head.cellIndex].dataset.sort !== undefined;
    const turns = numbers ? ["none", "descending", "ascending"] : ["none", "ascending", "descending"];
    const next = turns[(turns.indexOf(before) + 1) % 3];
    for (const other of head.parentNode.cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", next);
    const sign = next === "descending" ? -1 : 1;
    const key = next === "none" ? (row) => +row.dataset.place : (row) => value(row, head.cellIndex);
    const sorted = [...body.rows].sort((a, b) => sign * between(key(a), key(b)) || a.dataset.place - b.dataset.place);
    body.append(...sorted);
    topics(body);
  });
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.dataset || !box.dataset.filter) return;
    const table = document.getElementById(box.dataset.filter);
    if (!table) return;
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of table.tBodies[0].rows) {
      const own = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => own.includes(word));
    }
    topics(table.tBodies[0]);
  });
})();
