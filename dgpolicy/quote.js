// Rows are put in order by the ranks that they carry; the explorer does the same to its own.
(table) => {
  for (const head of table.tHead.rows[0].cells) {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(...head.childNodes);
    // A click beside the words of a head is meant for it too.
    head.onclick = () => {
      const up = head.ariaSort !== "ascending";
      for (const other of head.parentElement.cells) other.ariaSort = null;
      head.ariaSort = up ? "ascending" : "descending";
      const rank = (row) => JSON.parse(row.dataset.k)[head.cellIndex];
      const [body] = table.tBodies;
      body.append(...[...body.rows].sort((a, b) => (up ? rank(a) - rank(b) : rank(b) - rank(a))));
    };
    head.append(button);
  }
}
