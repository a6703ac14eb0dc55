// The dialog that makes a link: to a page found as one types, to one yet to be written, or outside.
import type { Field } from "./field.ts";
import { titlesLike } from "./titles.ts";
import { word } from "./words.ts";

const PAUSE = 140;

export class LinkDialog {
  private readonly dialog: HTMLDialogElement | null;
  private readonly target: HTMLInputElement | null;
  private readonly label: HTMLInputElement | null;
  private readonly list: HTMLElement | null;
  private range: [number, number] = [0, 0];
  private timer = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: () => Field,
  ) {
    this.dialog = document.querySelector<HTMLDialogElement>("#link-dialog");
    this.target = this.dialog?.querySelector<HTMLInputElement>("[name=link-target]") ?? null;
    this.label = this.dialog?.querySelector<HTMLInputElement>("[name=link-label]") ?? null;
    this.list = this.dialog?.querySelector<HTMLElement>(".page-choices") ?? null;
    this.target?.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.suggest(), PAUSE);
    });
    this.dialog?.querySelector("[data-link-form]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.insert(this.target?.value ?? "");
    });
  }

  open(): void {
    if (!this.dialog || !this.target || !this.label) return;
    const field = this.field();
    this.range = field.selection();
    const selected = field.text().slice(...this.range).replace(/\s+/g, " ").trim();
    this.label.value = selected;
    this.target.value = /^https?:/.test(selected) ? selected : selected.slice(0, 100);
    this.dialog.showModal();
    this.target.select();
    void this.suggest();
  }

  private async suggest(): Promise<void> {
    const words = this.target?.value.trim() ?? "";
    const outside = /^(https?:|mailto:)/.test(words);
    const found = outside || !words ? [] : await titlesLike(this.form.dataset.titles ?? "", words);
    this.list?.replaceChildren(
      ...found.slice(0, 8).map((title) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = title;
        button.addEventListener("click", () => this.insert(title));
        item.append(button);
        return item;
      }),
    );
  }

  private insert(target: string): void {
    const place = target.trim();
    if (!place) return;
    const label = this.label?.value.trim() ?? "";
    this.dialog?.close();
    const [from, to] = this.range;
    const text = /^(https?:|mailto:)/.test(place)
      ? `[${label && label !== place ? label : word("link")}](${place})`
      : label && label !== place
        ? `[[${place}|${label}]]`
        : `[[${place}]]`;
    this.field().replace(from, to, text);
    this.field().focus();
  }
}
