// Without an account, what is ticked along a path stays in this browser.
const form = document.querySelector<HTMLFormElement>("form[data-path-tasks]");
const bar = document.querySelector<HTMLElement>("[data-path]");

type Kept = Record<string, string[]>;

function read(name: string): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? "{}");
    return kept && typeof kept === "object" ? (kept as Kept) : {};
  } catch {
    return {};
  }
}

if (form?.dataset.pathTasks) {
  const name = `wiki-path-${form.dataset.pathTasks}`;
  const step = form.dataset.step ?? "";
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[name=task]")];
  const kept = read(name);

  const tell = () => {
    const done = Object.values(kept).reduce((sum, tasks) => sum + tasks.length, 0);
    const progress = bar?.querySelector("progress");
    const said = bar?.querySelector("[data-path-said]");
    if (bar && progress && said) {
      const shown = Math.min(done, progress.max);
      progress.value = shown;
      said.textContent = (bar.dataset.said ?? "")
        .replace("{0}", String(shown))
        .replace("{1}", String(progress.max));
      bar.hidden = false;
    }
    for (const count of document.querySelectorAll<HTMLElement>(".path-count")) {
      const [shown, spoken] = count.children;
      const all = shown?.textContent?.split("/")[1] ?? "";
      const ticked = String(kept[count.dataset.step ?? ""]?.length ?? 0);
      if (shown) shown.textContent = `${ticked}/${all}`;
      if (spoken) {
        spoken.textContent = (bar?.dataset.said ?? "").replace("{0}", ticked).replace("{1}", all);
      }
    }
  };

  for (const box of boxes) box.checked = kept[step]?.includes(box.value) ?? false;
  form.addEventListener("change", () => {
    kept[step] = boxes.filter((box) => box.checked).map((box) => box.value);
    try {
      localStorage.setItem(name, JSON.stringify(kept));
    } catch {
      // Nothing is kept in a private window: what is ticked is still there to be seen.
    }
    tell();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const told = form.querySelector<HTMLElement>("[data-path-local]");
  if (told) told.hidden = false;
  tell();
}

export {};
