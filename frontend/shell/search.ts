// Suggestions as one types in a search field, after the ARIA combobox pattern; « / » goes there.
interface Suggestion {
  title: string;
  url: string;
  snippet?: string;
}

const PAUSE = 140;

export function searchAsOneTypes(): void {
  const address = document.body.dataset.suggest;
  const fields = document.querySelectorAll<HTMLInputElement>("input[data-search]");
  fields.forEach((field, index) => address && new Suggestions(field, address, `suggestions-${index}`));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest("input, textarea, select, [contenteditable]")) return;
    const field = [...fields].find((one) => one.offsetParent !== null);
    if (!field) return;
    event.preventDefault();
    field.select();
    field.focus();
  });
}

class Suggestions {
  private readonly list = document.createElement("ul");
  private options: HTMLLIElement[] = [];
  private chosen = -1;
  private timer = 0;
  private request: AbortController | null = null;

  constructor(
    private readonly field: HTMLInputElement,
    private readonly address: string,
    id: string,
  ) {
    this.list.id = id;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.getAttribute("aria-label") ?? "");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    field.setAttribute("aria-expanded", "false");
    field.after(this.list);
    field.addEventListener("input", () => this.later());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => window.setTimeout(() => this.show([]), 150));
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    this.request?.abort();
    const words = this.field.value.trim();
    if (words.length < 2) return this.show([]);
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(words)}`, {
        signal: this.request.signal,
        headers: { Accept: "application/json" },
      });
      this.show(answer.ok ? ((await answer.json()) as Suggestion[]) : []);
    } catch {
      this.show([]); // No line, or a newer question: the form itself still works.
    }
  }

  private show(found: Suggestion[]): void {
    this.chosen = -1;
    this.options = found.map((one, index) => this.option(one, index));
    this.list.replaceChildren(...this.options);
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.field.removeAttribute("aria-activedescendant");
  }

  private option(one: Suggestion, index: number): HTMLLIElement {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.dataset.url = one.url;
    item.append(line("suggestion-title", one.title));
    if (one.snippet) item.append(line("suggestion-text", one.snippet));
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => location.assign(one.url));
    return item;
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.choose((this.chosen + step + this.options.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % this.options.length);
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      location.assign(this.options[this.chosen]?.dataset.url ?? "");
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.show([]);
    }
  }

  private choose(index: number): void {
    this.chosen = index;
    this.options.forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    const item = this.options[index];
    if (!item) return;
    this.field.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }
}

function line(name: string, text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.className = name;
  // A snippet marks the words found; here it is read, not shown as HTML.
  span.textContent = text.replace(/<\/?mark>/g, "");
  return span;
}
