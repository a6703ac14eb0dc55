// What is typed in a message is kept on the server a moment later, and as its screen goes away.
import { hour, token } from "./editor/words.ts";

const PAUSE = 3000;

function keepAsOneTypes(place: HTMLElement, form: HTMLFormElement): void {
  let waiting = 0;
  const keep = async (): Promise<void> => {
    waiting = 0;
    try {
      const answer = await fetch(place.dataset.keeps ?? "", {
        method: "POST",
        body: new FormData(form),
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
        keepalive: true,
      });
      const { kept } = (await answer.json()) as { kept?: boolean };
      if (!answer.ok || !kept) throw new Error(String(answer.status));
      place.textContent = (place.dataset.kept ?? "").replace("%(hour)s", hour());
    } catch {
      place.textContent = place.dataset.notKept ?? "";
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void keep(), PAUSE);
  });
  // Sent, it is no draft any more.
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    waiting = 0;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !waiting) return;
    clearTimeout(waiting);
    void keep();
  });
}

for (const place of document.querySelectorAll<HTMLElement>("[data-keeps]")) {
  const form = place.closest("form");
  if (form) keepAsOneTypes(place, form);
}
