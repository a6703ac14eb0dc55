// The conflict screen: keys from one passage to the next, what is left to choose, the text as it
// will be. Without this script the same form is filled in and sent.
const form = document.querySelector<HTMLFormElement>("form[data-conflict]");

if (form) {
  const hunks = [...form.querySelectorAll<HTMLElement>(".hunk")];
  const progress = form.querySelector<HTMLElement>("[data-progress]");

  const chosen = (hunk: HTMLElement): HTMLInputElement | null => hunk.querySelector("[type=radio]:checked");
  const open = (): HTMLElement[] => hunks.filter((hunk) => !chosen(hunk));

  const refresh = (): void => {
    for (const hunk of hunks) hunk.classList.toggle("hunk-done", chosen(hunk) !== null);
    const left = open().length;
    if (progress) progress.textContent = (left ? progress.dataset.left : progress.dataset.done)?.replace("%(n)s", String(left)) ?? "";
    assemble();
  };

  const assemble = (): void => {
    for (const shown of form.querySelectorAll<HTMLElement>("[data-result-of]")) {
      const hunk = hunks.find((one) => one.dataset.hunk === shown.dataset.resultOf);
      const choice = hunk && chosen(hunk);
      shown.classList.toggle("is-open", !choice);
      shown.textContent = choice ? textOf(hunk, choice) : "…";
    }
  };

  const textOf = (hunk: HTMLElement, choice: HTMLInputElement): string => {
    if (choice.value === "typed") return hunk.querySelector<HTMLTextAreaElement>("textarea")?.value ?? "";
    return choice.closest<HTMLElement>("[data-text]")?.dataset.text ?? "";
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
  form.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  });
  form.addEventListener("input", (event) => {
    const area = (event.target as HTMLElement).closest("textarea");
    const typed = area?.closest(".hunk-choice")?.querySelector<HTMLInputElement>("[value=typed]");
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
  refresh();
}
