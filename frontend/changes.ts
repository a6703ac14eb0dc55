// The changes of an amendment: from one to the next by buttons, and by « n » and « p » while the
// comparison has the focus. Without this script they are read in their order.
const CHANGED = ".diff-row:not(.diff-context), .diff-pair:not(.diff-context)";

for (const nav of document.querySelectorAll<HTMLElement>("[data-changes]")) {
  const section = nav.closest<HTMLElement>("section");
  const changes = [...(section?.querySelectorAll<HTMLElement>(CHANGED) ?? [])];
  if (!section || changes.length < 2) continue;
  for (const change of changes) change.tabIndex = -1;
  nav.hidden = false;
  let at = -1;

  const go = (step: number): void => {
    const focused = changes.findIndex((change) => change.contains(document.activeElement));
    at = ((focused < 0 ? at : focused) + step + changes.length) % changes.length;
    if (at < 0) at = changes.length - 1;
    changes[at]?.focus();
    changes[at]?.scrollIntoView({ block: "center" });
  };

  for (const button of nav.querySelectorAll<HTMLButtonElement>("[data-step]")) {
    button.addEventListener("click", () => go(Number(button.dataset.step)));
  }
  section.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { n: 1, p: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step);
  });
}
