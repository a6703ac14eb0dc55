// A form that says so warns before what was typed in it is left behind.
export function warnBeforeLeaving(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-warn]")) {
    let changed = false;
    form.addEventListener("input", () => (changed = true));
    form.addEventListener("submit", () => (changed = false));
    window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
  }
}
