// One short message at the foot of the screen, read aloud politely.
let timer = 0;

export function toast(message: string): void {
  const place = document.querySelector<HTMLElement>(".toast");
  if (!place) return;
  place.textContent = message;
  place.classList.add("is-shown");
  clearTimeout(timer);
  timer = window.setTimeout(() => place.classList.remove("is-shown"), 2500);
}
