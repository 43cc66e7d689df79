// Rows are put in order by the ranks that they carry; the explorer does the same to its own.
(table => {
  let last, way = 1;
  table.tHead.style.cursor = "pointer";
  table.tHead.onclick = ({ target }) => {
    const head = target.closest("th"), body = table.tBodies[0];
    way = head === last ? -way : 1;
    if (last) last.ariaSort = null;
    (last = head).ariaSort = way > 0 ? "ascending" : "descending";
    const rank = (row) => JSON.parse(row.dataset.k)[head.cellIndex];
    body.append(...[...body.rows].sort((a, b) => way * (rank(a) - rank(b))));
  };
})(document.currentScript.previousElementSibling)
