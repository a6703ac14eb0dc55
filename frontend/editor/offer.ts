// What may follow what is typed in a plain field: a list under it, for the keyboard as for a finger.
type Plain = HTMLInputElement | HTMLTextAreaElement;

export interface Choice {
  label: string;
  /** What is written for it. */
  text: string;
}

/** What is offered in a field. */
export interface Offered {
  label: string;
  /** The words typed before the cursor that ask for an offer, and how many characters a choice replaces. */
  typed(before: string): { words: string; length: number } | null;
  find(words: string): Promise<Choice[]>;
  /** Whether the first choice is taken by Enter or Tab at once: not where other words are as good. */
  expects: boolean;
}

const PAUSE = 150;
let made = 0;

export class Offer {
  private readonly list = document.createElement("ul");
  private choices: Choice[] = [];
  private at = -1;
  private timer = 0;

  constructor(
    private readonly field: Plain,
    private readonly offered: Offered,
  ) {
    this.list.id = `choices-${++made}`;
    this.list.className = "typed-choices";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", offered.label);
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    // A field of several lines is no combobox.
    if (field instanceof HTMLInputElement) field.setAttribute("role", "combobox");
    this.expand(false);
    field.addEventListener("input", () => this.soon());
    field.addEventListener("keydown", (event) => this.key(event as KeyboardEvent));
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus, and a phone its keyboard.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  private get end(): number {
    return this.field.selectionStart ?? 0;
  }

  private typed(): { words: string; length: number } | null {
    return this.offered.typed(this.field.value.slice(Math.max(0, this.end - 100), this.end));
  }

  private soon(): void {
    clearTimeout(this.timer);
    if (this.typed() === null) this.close();
    else this.timer = window.setTimeout(() => void this.offer(), PAUSE);
  }

  private async offer(): Promise<void> {
    const words = this.typed()?.words;
    const found = words === undefined ? [] : await this.offered.find(words);
    if (words === undefined || words !== this.typed()?.words) return;
    this.choices = found;
    this.list.replaceChildren(...found.map((choice, index) => this.option(choice, index)));
    this.list.hidden = !found.length;
    if (!found.length) return this.close();
    this.field.setAttribute("aria-controls", this.list.id);
    this.expand(true);
    this.point(this.offered.expects ? 0 : -1);
  }

  private option(choice: Choice, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.textContent = choice.label;
    item.addEventListener("click", () => this.choose(index));
    return item;
  }

  private point(index: number): void {
    this.at = index;
    const items = [...this.list.children];
    for (const [number, item] of items.entries()) item.setAttribute("aria-selected", String(number === index));
    if (index < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${index}`);
    items[index]?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    const last = this.choices.length - 1;
    const takes = (event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab";
    if (event.key === "ArrowDown") this.point(this.at < last ? this.at + 1 : 0);
    else if (event.key === "ArrowUp") this.point(this.at > 0 ? this.at - 1 : last);
    else if (takes && this.at >= 0) this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private choose(index: number): void {
    const choice = this.choices[index];
    const typed = this.typed();
    this.close();
    if (!choice || !typed) return;
    const end = this.end;
    this.field.focus();
    this.field.setSelectionRange(end - typed.length, end);
    // The old command is the only one that the browser's own « undo » remembers.
    if (!document.execCommand("insertText", false, choice.text)) {
      this.field.setRangeText(choice.text, end - typed.length, end, "end");
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.close();
  }

  private expand(is: boolean): void {
    if (this.field.getAttribute("role") === "combobox") this.field.setAttribute("aria-expanded", String(is));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.expand(false);
    this.field.removeAttribute("aria-activedescendant");
    this.field.removeAttribute("aria-controls");
  }
}
