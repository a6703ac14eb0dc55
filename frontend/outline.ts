// The outline of a charter: a heading dragged before another one sends the form of its buttons. Without this script they do the same.
const outline = document.querySelector<HTMLOListElement>("[data-outline]");

if (outline) {
  const lines = [...outline.querySelectorAll<HTMLElement>("[data-at]")];
  let held: HTMLElement | null = null;

  const forget = () => {
    for (const line of lines) line.classList.remove("charter-held", "charter-before", "charter-after");
  };

  /** The line that is pointed at, and whether what is held would come after it. */
  const aim = (event: DragEvent): { line: HTMLElement; isAfter: boolean } | null => {
    const line = (event.target as HTMLElement).closest<HTMLElement>("[data-at]");
    if (!line || !held || line === held) return null;
    const { top, height } = line.getBoundingClientRect();
    return { line, isAfter: event.clientY > top + height / 2 };
  };

  for (const line of lines) if (line.dataset.moves !== undefined) line.draggable = true;

  outline.addEventListener("dragstart", (event) => {
    held = (event.target as HTMLElement).closest<HTMLElement>("[data-moves]");
    if (!held || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.querySelector("[name=title]")?.getAttribute("value") ?? "");
    held.classList.add("charter-held");
  });
  outline.addEventListener("dragover", (event) => {
    const found = aim(event);
    if (!found) return;
    event.preventDefault();
    for (const line of lines) line.classList.remove("charter-before", "charter-after");
    found.line.classList.add(found.isAfter ? "charter-after" : "charter-before");
  });
  outline.addEventListener("dragend", () => {
    held = null;
    forget();
  });
  outline.addEventListener("drop", (event) => {
    const found = aim(event);
    const form = held?.querySelector("form");
    if (!found || !form) return;
    event.preventDefault();
    const before = Number(found.line.dataset.at) + (found.isAfter ? 1 : 0);
    for (const [name, value] of [["do", "place"], ["before", String(before)]] as const) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    form.submit();
  });
}
