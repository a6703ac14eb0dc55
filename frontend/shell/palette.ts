// The command palette, loaded when it is first asked for: pages and actions, by a few letters.
// A dialog with a combobox; the links it offers are made by the server, for the one who asks.
interface Suggestion {
  title: string;
  name: string;
  url: string;
}

interface Choice {
  group: string;
  label: string;
  url: string;
}

const PAUSE = 120;
const MOST = 40;

export async function openPalette(): Promise<void> {
  const known = document.querySelector<HTMLDialogElement>("dialog.palette");
  if (known?.open) return known.close();
  known?.remove();
  const home = document.body.dataset.home ?? "/";
  const under = decodeURI(location.pathname).startsWith(`${home}wiki/`);
  const about = under ? location.pathname.slice(`${home}wiki/`.length) : "";
  const answer = await fetch(`${home}palette?about=${about}`);
  if (!answer.ok) return location.assign(`${home}search`);
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  const sheet = made.content.querySelector("link");
  const styled = sheet && new Promise((done) => ["load", "error"].forEach((name) => sheet.addEventListener(name, done)));
  document.body.append(made.content);
  const dialog = document.querySelector<HTMLDialogElement>("dialog.palette");
  await styled;
  if (dialog) new Palette(dialog, home).open();
}

class Palette {
  private readonly field: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly status: HTMLElement;
  private readonly actions: Choice[];
  private options: HTMLElement[] = [];
  private chosen = 0;
  private timer = 0;
  private request: AbortController | null = null;
  private readonly opener = document.activeElement as HTMLElement | null;

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly home: string,
  ) {
    this.field = dialog.querySelector("input") as HTMLInputElement;
    this.list = dialog.querySelector("[role=listbox]") as HTMLElement;
    this.status = dialog.querySelector("[role=status]") as HTMLElement;
    this.actions = [...dialog.querySelectorAll<HTMLElement>("[data-group]")].flatMap((group) =>
      [...group.querySelectorAll("a")].map((link) => ({
        group: group.dataset.group ?? "",
        label: (link.textContent ?? "").trim().replace(/\s+/g, " "),
        url: link.href,
      })),
    );
    this.onScreen();
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      this.request?.abort();
      this.opener?.focus();
    });
  }

  open(): void {
    this.show(this.actions);
    this.dialog.showModal();
    this.field.focus();
  }

  // What the screen itself offers beside the title, when it offers more.
  private onScreen(): void {
    const known = new Set(this.actions.map((one) => one.url));
    const group = this.actions[0]?.group ?? "";
    const more = [...document.querySelectorAll<HTMLAnchorElement>(".page-actions a")].filter((link) => !known.has(link.href));
    this.actions.splice(3, 0, ...more.map((link) => ({ group, label: (link.textContent ?? "").trim(), url: link.href })));
  }

  private typed(): void {
    clearTimeout(this.timer);
    const words = this.field.value.trim();
    this.show([...this.matching(words), ...this.last(words)]);
    if (words.length > 1) this.timer = window.setTimeout(() => void this.ask(words), PAUSE);
  }

  private async ask(words: string): Promise<void> {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.home}search/suggest?q=${encodeURIComponent(words)}`, { signal: this.request.signal });
      const found = answer.ok ? ((await answer.json()) as Suggestion[]) : [];
      const group = this.list.dataset.pages ?? "";
      const pages = found.map((one) => ({ group, label: one.name ? `${one.title} (${one.name})` : one.title, url: one.url }));
      const exact = found.some((one) => folded(one.title) === folded(words));
      this.show([...pages, ...this.matching(words), ...this.last(words, exact)]);
    } catch {
      // No line, or a newer question: what is shown still works.
    }
  }

  private matching(words: string): Choice[] {
    const wanted = folded(words).split(" ");
    return this.actions.filter((one) => wanted.every((word) => folded(one.label).includes(word)));
  }

  private last(words: string, exact = false): Choice[] {
    if (!words) return [];
    const group = this.list.dataset.more ?? "";
    const said = (text: string | undefined): string => (text ?? "").replace("{}", words);
    const search = { group, label: said(this.list.dataset.search), url: `${this.home}search?q=${encodeURIComponent(words)}` };
    if (exact || !this.list.dataset.write) return [search];
    const title = encodeURIComponent(words.replace(/ /g, "_")).replace(/%2F/g, "/");
    return [search, { group, label: said(this.list.dataset.write), url: `${this.home}wiki/${title}/edit` }];
  }

  private show(choices: Choice[]): void {
    const groups = new Map<string, HTMLElement>();
    this.options = [];
    for (const choice of once(choices).slice(0, MOST)) {
      let group = groups.get(choice.group);
      if (!group) groups.set(choice.group, (group = this.group(choice.group, groups.size)));
      const option = document.createElement("div");
      option.id = `palette-${this.options.length}`;
      option.className = "palette-option";
      option.setAttribute("role", "option");
      option.dataset.url = choice.url;
      option.textContent = choice.label;
      option.addEventListener("click", () => this.go(option));
      group.append(option);
      this.options.push(option);
    }
    this.list.replaceChildren(...groups.values());
    this.field.setAttribute("aria-expanded", String(this.options.length > 0));
    this.status.textContent = (this.status.dataset.count ?? "").replace("{}", String(this.options.length));
    this.choose(0);
  }

  private group(name: string, number: number): HTMLElement {
    const group = document.createElement("div");
    const title = document.createElement("p");
    title.id = `palette-group-${number}`;
    title.className = "palette-group";
    title.setAttribute("role", "presentation");
    title.textContent = name;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
    group.append(title);
    return group;
  }

  private key(event: KeyboardEvent): void {
    const last = this.options.length - 1;
    const goal = {
      ArrowDown: this.chosen < last ? this.chosen + 1 : 0,
      ArrowUp: this.chosen > 0 ? this.chosen - 1 : last,
      PageDown: Math.min(this.chosen + 8, last),
      PageUp: Math.max(this.chosen - 8, 0),
    }[event.key];
    const option = this.options[this.chosen];
    if (goal !== undefined) {
      event.preventDefault();
      this.choose(goal);
    } else if (event.key === "Enter" && option) {
      event.preventDefault();
      this.go(option);
    }
  }

  private choose(index: number): void {
    this.chosen = index;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.options[index];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  private go(option: HTMLElement): void {
    this.dialog.close();
    location.assign(option.dataset.url ?? this.home);
  }
}

/** What leads to the same place is offered once, under the first of its names. */
function once(choices: Choice[]): Choice[] {
  const known = new Set<string>();
  return choices.filter(({ url }) => {
    const { href } = new URL(url, location.href);
    return !known.has(href) && known.add(href);
  });
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, "'").toLowerCase().trim();
}
