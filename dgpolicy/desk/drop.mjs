// A file input that may be dropped on: the file goes to Python as one message with its bytes.
function render({ model, el }) {
  const label = document.createElement("label");
  label.className = "dgpolicy-drop";
  const words = document.createElement("span");
  const input = document.createElement("input");
  input.type = "file";
  input.accept = model.get("accept");
  const named = () => (words.textContent = model.get("label"));
  named();
  model.on("change:label", named);
  label.append(words, input);
  el.append(label);

  async function take(file) {
    if (!file) return;
    model.send({ name: file.name }, undefined, [await file.arrayBuffer()]);
    input.value = "";
  }
  input.addEventListener("change", () => take(input.files[0]));
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
    label.addEventListener(kind, (event) => {
      event.preventDefault();
      event.stopPropagation();
      label.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") take(event.dataTransfer.files[0]);
    });
}

export default { render };
