// Says beside opening hours whether it is open now: the page itself may have been kept for long. Without this script the hours alone are told.
for (const place of document.querySelectorAll<HTMLElement>("[data-open-now]")) {
  try {
    const answer = await fetch(place.dataset.openNow ?? "", { headers: { Accept: "application/json" } });
    const { text } = answer.ok ? ((await answer.json()) as { text: string }) : { text: "" };
    place.textContent = text;
    place.hidden = !text;
  } catch {
    // Nothing is said rather than something wrong.
  }
}
export {};
