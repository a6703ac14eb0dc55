// The conflict screen: keys from one passage to the next, what is left to choose, the text as it
// will be. Without this script the same form is filled in and sent.
const form = document.querySelector<HTMLFormElement>("form[data-conflict]");

if (form) {
  const hunks = [...form.querySelectorAll<HTMLElement>("[data-passage]")];
  const progress = form.querySelector<HTMLElement>("[data-progress]");

  const chosen = (hunk: HTMLElement): HTMLInputElement | null => hunk.querySelector("[type=radio]:checked");
  const open = (): HTMLElement[] => hunks.filter((hunk) => !chosen(hunk));

  const textOf = (hunk: HTMLElement): string | null => {
    const choice = chosen(hunk);
    if (!choice) return null;
    if (choice.value === "typed") return hunk.querySelector<HTMLTextAreaElement>("textarea")?.value ?? "";
    return choice.closest(".conflict-choice")?.querySelector<HTMLElement>("[data-text]")?.dataset.text ?? "";
  };

  /** The whole text as it will be saved: what is settled, and a mark where a choice is missing. */
  const assemble = (): void => {
    const place = form.querySelector<HTMLElement>("[data-result]");
    if (!place) return;
    const parts = [...form.querySelectorAll<HTMLElement>("[data-passage], [data-kept]")].map((part) => {
      const text = part.dataset.kept ?? textOf(part);
      if (text !== null) return document.createTextNode(text);
      const missing = document.createElement("mark");
      missing.textContent = place.dataset.missing ?? "…";
      return missing;
    });
    place.replaceChildren(...parts);
  };

  const refresh = (): void => {
    for (const hunk of hunks) hunk.classList.toggle("is-done", chosen(hunk) !== null);
    const left = open().length;
    const sentence = left ? progress?.dataset.left : progress?.dataset.done;
    if (progress) progress.textContent = (sentence ?? "").replace("%(n)s", String(left));
    assemble();
  };

  const go = (step: number): void => {
    const at = hunks.findIndex((hunk) => hunk.contains(document.activeElement));
    const from = at < 0 ? (step > 0 ? -1 : hunks.length) : at;
    const order = [...hunks.keys()].map((index) => (from + step * (index + 1) + hunks.length * 2) % hunks.length);
    const next = order.map((index) => hunks[index]).find((hunk) => hunk && !chosen(hunk)) ?? hunks[order[0] ?? 0];
    next?.scrollIntoView({ block: "start" });
    (next && (chosen(next) ?? next.querySelector<HTMLInputElement>("[type=radio]")))?.focus({ preventScroll: true });
  };

  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-go]")) {
    button.hidden = hunks.length < 2;
    button.addEventListener("click", () => go(Number(button.dataset.go)));
  }
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  });
  form.addEventListener("input", (event) => {
    const area = (event.target as HTMLElement).closest("textarea");
    const typed = area?.closest(".conflict-choice")?.querySelector<HTMLInputElement>("[value=typed]");
    if (typed) typed.checked = true;
    refresh();
  });
  form.addEventListener("change", refresh);

  let sent = false;
  form.addEventListener("submit", (event) => {
    const first = open()[0];
    if (!first) {
      sent = true;
      return;
    }
    event.preventDefault();
    first.scrollIntoView({ block: "start" });
    first.querySelector<HTMLInputElement>("[type=radio]")?.focus({ preventScroll: true });
    refresh();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent) event.preventDefault();
  });
  const result = form.querySelector<HTMLElement>("[data-result-box]");
  if (result) result.hidden = false;
  refresh();
}
