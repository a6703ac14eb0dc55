// Reading again with keys: they act while the revision has the focus, which it is given at first.
// Without this script its buttons do the same.
const queue = document.querySelector<HTMLElement>("[data-queue]");

if (queue) {
  queue.querySelector("[data-keys]")?.removeAttribute("hidden");
  const acts: Record<string, () => void> = {
    r: () => queue.querySelector<HTMLFormElement>("[data-read]")?.requestSubmit(),
    j: () => queue.querySelector<HTMLAnchorElement>("[data-next]")?.click(),
    k: () => queue.querySelector<HTMLAnchorElement>("[data-previous]")?.click(),
    u: () => queue.querySelector<HTMLInputElement>("[data-undo] [name=summary]")?.focus(),
  };
  queue.addEventListener("keydown", (event) => {
    const on = event.target as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey || on.matches("input, textarea, select")) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
