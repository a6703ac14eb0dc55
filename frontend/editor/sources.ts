// The dialog that cites a source: a new one, written at the end of the text, or one already there.
import type { Field } from "./field.ts";
import { word } from "./words.ts";

const FIELDS = ["titre", "auteur", "date", "lien", "licence"] as const;
const DIRECTIVE = /^ {0,3}:::\{source ([^\s{}]+)\}[^\n]*\n((?: {0,3}:[^\s:]+:[^\n]*\n?)*)/gmu;
const TITLE = /^ {0,3}:(?:titre|title):[ \t]*(.*)$/mu;
const LINK = /^ {0,3}:(?:lien|link|adresse|url):[ \t]*(.*)$/mu;

export class SourceDialog {
  private readonly dialog = document.querySelector<HTMLDialogElement>("#source-dialog");
  private readonly form = this.dialog?.querySelector<HTMLFormElement>("[data-source-form]") ?? null;
  private readonly list = this.dialog?.querySelector<HTMLElement>(".page-choices") ?? null;
  private at = 0;

  constructor(private readonly field: () => Field) {
    this.form?.addEventListener("input", () => this.check());
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
  }

  open(): void {
    if (!this.dialog || !this.form) return;
    const field = this.field();
    this.at = field.selection()[1];
    this.form.reset();
    const known = [...field.text().matchAll(DIRECTIVE)];
    this.list?.replaceChildren(...known.map(([, key = "", lines = ""]) => this.choice(key, lines)));
    const again = this.dialog.querySelector<HTMLElement>("[data-sources-known]");
    if (again) again.hidden = !known.length;
    this.check();
    this.dialog.showModal();
    this.input("titre")?.focus();
  }

  private choice(key: string, lines: string): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = (TITLE.exec(lines) ?? LINK.exec(lines))?.[1] || key;
    button.addEventListener("click", () => this.cite(key, ""));
    item.append(button);
    return item;
  }

  private input(name: string): HTMLInputElement | null {
    return this.form?.querySelector<HTMLInputElement>(`[name="source-${name}"]`) ?? null;
  }

  private said(name: string): string {
    return this.input(name)?.value.replace(/\s+/g, " ").trim() ?? "";
  }

  private check(): void {
    const said = this.said("titre") || this.said("lien");
    this.input("titre")?.setCustomValidity(said ? "" : word("source_empty"));
  }

  private add(): void {
    const key = this.key();
    const lines = FIELDS.filter((name) => this.said(name)).map((name) => `:${name}: ${this.said(name)}`);
    this.cite(key, [`:::{source ${key}}`, ...lines, ":::"].join("\n"));
  }

  /** A short name made of the author and the year, or of the title, that no other note has. */
  private key(): string {
    const author = this.said("auteur").split(" ").at(-1) ?? "";
    const year = /\d{4}/.exec(this.said("date"))?.[0] ?? "";
    const title = this.said("titre").split(" ").slice(0, 3).join("-");
    const wanted = author ? `${author}-${year}` : title;
    const bare = wanted.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const name = bare.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "source";
    const text = this.field().text().toLowerCase();
    const taken = (one: string): boolean => text.includes(`[^${one}]`) || text.includes(`{source ${one}}`);
    let free = name;
    for (let number = 2; taken(free); number++) free = `${name}-${number}`;
    return free;
  }

  private cite(key: string, directive: string): void {
    this.dialog?.close();
    const field = this.field();
    const text = field.text();
    const call = `[^${key}]`;
    const after = text.slice(this.at);
    const whole = text.slice(0, this.at) + call + (directive ? `${after.trimEnd()}\n\n${directive}\n` : after);
    const cursor = this.at + call.length;
    field.replace(0, text.length, whole, [cursor, cursor]);
    field.focus();
  }
}
