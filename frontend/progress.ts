// Work that goes on is shown as it goes: the screen is asked for again until it is done. Without
// this script a link does the same.
const PAUSE = 2000;

function follow(place: HTMLElement): void {
  const link = document.querySelector<HTMLElement>("[data-refresh]");
  if (link) link.hidden = true;
  const look = async (): Promise<void> => {
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = answer.ok && page.querySelector<HTMLElement>("[data-under-way]");
        if (answer.ok && !now) return location.reload();
        if (now) show(place, now);
      } catch {
        // The line is cut for a moment: the next look tells.
      }
    }
    setTimeout(() => void look(), PAUSE);
  };
  setTimeout(() => void look(), PAUSE);
}

/** Only what changed is changed: each change is read aloud. */
function show(place: HTMLElement, now: HTMLElement): void {
  const [said, says] = [place, now].map((one) => one.querySelector("[role=status]"));
  if (said && says && said.textContent !== says.textContent) said.textContent = says.textContent;
  const [bar, value] = [place, now].map((one) => one.querySelector("progress"));
  if (bar && value) [bar.max, bar.value] = [value.max, value.value];
}

for (const place of document.querySelectorAll<HTMLElement>("[data-under-way]")) follow(place);
