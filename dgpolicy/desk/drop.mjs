// A file input that may be dropped on: the file goes to Python as one message with its bytes.
function render({ model, el }) {
  const accept = ".txt,.md,.html,.htm,.docx,.pdf";
  const input = Object.assign(document.createElement("input"), { type: "file", accept });
  const label = document.createElement("label");
  label.className = "dgpolicy-drop";
  label.append(model.get("description"), input);
  el.append(label);
  const take = async (file) => {
    if (file) model.send({ name: file.name }, undefined, [await file.arrayBuffer()]);
    input.value = "";
  };
  input.addEventListener("change", () => take(input.files[0]));
  for (const kind of ["dragenter", "dragover", "drop"])
    label.addEventListener(kind, (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (kind === "drop") take(event.dataTransfer.files[0]);
    });
}

export default { render };
