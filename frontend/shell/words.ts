// A word of the glossary says what it means beside it: to a mouse, to a keyboard, at a first touch. On paper, in notes.
const WORD = "a.term";
const SAID = "term-said";
const DELAY = 150;
let word: HTMLAnchorElement | null = null;
let box: HTMLElement | null = null;
let timer = 0;
let byFinger = false;

export function explainWords(): void {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || event.buttons) return;
    clearTimeout(timer);
    const over = wordOf(event.target);
    if (over && over !== word) timer = window.setTimeout(() => open(over), DELAY);
    else if (!over && word && !isInside(event.target)) timer = window.setTimeout(close, 2 * DELAY);
  });
  document.addEventListener("pointerdown", (event) => {
    byFinger = event.pointerType === "touch";
    if (!isInside(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const touched = wordOf(event.target);
    if (!byFinger || !touched || touched === word) return;
    event.preventDefault();
    open(touched);
  });
  document.addEventListener("focusin", (event) => {
    const reached = wordOf(event.target);
    if (reached?.matches(":focus-visible")) open(reached);
    else if (!isInside(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box) return;
    if (box.contains(document.activeElement)) word?.focus();
    close();
  });
  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("beforeprint", writeNotes);
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll(".term-notes, .term-number")) one.remove();
  });
}

function wordOf(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>(WORD) : null;
}

function isInside(target: EventTarget | null): boolean {
  return target instanceof Node && Boolean(word?.contains(target) || box?.contains(target));
}

function open(asked: HTMLAnchorElement): void {
  clearTimeout(timer);
  if (asked === word || !asked.title) return;
  close();
  word = asked;
  box = document.createElement("span");
  box.className = SAID;
  const said = document.createElement("span");
  said.id = SAID;
  said.textContent = asked.title;
  const more = document.createElement("a");
  more.href = asked.href;
  more.textContent = document.body.dataset.readPage ?? "";
  box.append(said, " ", more);
  asked.removeAttribute("title");
  asked.setAttribute("aria-describedby", SAID);
  asked.after(box);
  place();
}

function close(): void {
  clearTimeout(timer);
  if (!word || !box) return;
  word.title = box.firstChild?.textContent ?? "";
  word.removeAttribute("aria-describedby");
  box.remove();
  word = box = null;
}

function place(): void {
  if (!word || !box) return;
  const at = word.getClientRects()[0];
  if (!at) return;
  const left = Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8);
  const fits = at.bottom + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${fits ? at.bottom : at.top - box.offsetHeight}px`;
}

function writeNotes(): void {
  close();
  for (const text of document.querySelectorAll<HTMLElement>(".prose")) {
    const numbers = new Map<string, number>();
    const list = document.createElement("ol");
    for (const one of text.querySelectorAll<HTMLAnchorElement>(`${WORD}[title]`)) {
      const key = one.title;
      if (!numbers.has(key)) {
        numbers.set(key, numbers.size + 1);
        const line = document.createElement("li");
        const name = document.createElement("strong");
        name.textContent = one.textContent;
        line.append(name, ` — ${key}`);
        list.append(line);
      }
      const mark = document.createElement("sup");
      mark.className = "term-number";
      mark.textContent = `(${numbers.get(key)})`;
      one.after(mark);
    }
    if (!numbers.size) continue;
    const notes = document.createElement("section");
    const title = document.createElement("h2");
    title.textContent = document.body.dataset.words ?? "";
    notes.className = "term-notes";
    notes.append(title, list);
    text.append(notes);
  }
}
