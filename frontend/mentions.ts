// Names offered after « @ » in a plain field: a list under it, for the keyboard as for a finger.
import { mention, type Person, peopleLike, TYPED } from "./editor/people.ts";

const PAUSE = 150;
let made = 0;

class Offer {
  private readonly list = document.createElement("ul");
  private people: Person[] = [];
  private at = -1;
  private timer = 0;

  constructor(
    private readonly area: HTMLTextAreaElement,
    private readonly address: string,
  ) {
    this.list.id = `mentions-${++made}`;
    this.list.className = "mention-choices";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", area.dataset.mentionsLabel ?? "");
    this.list.hidden = true;
    area.after(this.list);
    area.setAttribute("aria-autocomplete", "list");
    area.addEventListener("input", () => this.soon());
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("blur", () => this.close());
    // The field keeps the focus, and a phone its keyboard.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  private typed(): string | null {
    const end = this.area.selectionStart;
    return TYPED.exec(this.area.value.slice(Math.max(0, end - 60), end))?.[1] ?? null;
  }

  private soon(): void {
    clearTimeout(this.timer);
    if (this.typed() === null) this.close();
    else this.timer = window.setTimeout(() => void this.offer(), PAUSE);
  }

  private async offer(): Promise<void> {
    const words = this.typed();
    const found = words === null ? [] : await peopleLike(this.address, words);
    if (words === null || words !== this.typed()) return;
    this.people = found;
    this.list.replaceChildren(...found.map((person, index) => this.option(person, index)));
    this.list.hidden = !found.length;
    if (found.length) {
      this.area.setAttribute("aria-controls", this.list.id);
      this.point(0);
    } else this.close();
  }

  private option(person: Person, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.textContent = person.name;
    item.addEventListener("click", () => this.choose(index));
    return item;
  }

  private point(index: number): void {
    this.at = index;
    for (const [number, item] of [...this.list.children].entries()) item.setAttribute("aria-selected", String(number === index));
    this.area.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    const last = this.people.length - 1;
    if (event.key === "ArrowDown") this.point(this.at < last ? this.at + 1 : 0);
    else if (event.key === "ArrowUp") this.point(this.at > 0 ? this.at - 1 : last);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private choose(index: number): void {
    const person = this.people[index];
    const words = this.typed();
    this.close();
    if (!person || words === null) return;
    const end = this.area.selectionStart;
    this.area.focus();
    this.area.setSelectionRange(end - words.length - 1, end);
    const text = `${mention(person)} `;
    // The old command is the only one that the browser's own « undo » remembers.
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, end - words.length - 1, end, "end");
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.close();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.area.removeAttribute("aria-activedescendant");
    this.area.removeAttribute("aria-controls");
  }
}

for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-mentions]")) new Offer(area, area.dataset.mentions ?? "");
