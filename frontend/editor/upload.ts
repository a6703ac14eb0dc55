// Files given by the button, dropped or pasted: sent one after the other, in pieces, each put where one writes.
import { Refused, send } from "../sending/pieces.ts";
import type { DescribeDialog } from "./describe.ts";
import type { Field } from "./field.ts";
import { say, token, word } from "./words.ts";

export class Uploads {
  private readonly input: HTMLInputElement | null;
  private readonly watched = new WeakSet<HTMLElement>();
  private sending = Promise.resolve();

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: () => Field,
    private readonly dialog: DescribeDialog,
  ) {
    this.input = form.querySelector<HTMLInputElement>("input[data-upload]");
    this.input?.addEventListener("change", () => {
      this.queue([...(this.input?.files ?? [])]);
      if (this.input) this.input.value = "";
    });
  }

  choose(): void {
    this.input?.click();
  }

  /** Listens to the box around whatever field stands there now. */
  watch(): void {
    const box = this.form.querySelector<HTMLElement>(".editor-field");
    if (!box || !this.form.dataset.files || this.watched.has(box)) return;
    this.watched.add(box);
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      box.classList.add("is-dropping");
    };
    box.addEventListener("dragenter", over);
    box.addEventListener("dragover", over);
    box.addEventListener("dragleave", () => box.classList.remove("is-dropping"));
    box.addEventListener("drop", (event) => this.take(event, event.dataTransfer), true);
    box.addEventListener("paste", (event) => this.take(event, event.clipboardData), true);
  }

  private take(event: Event, data: DataTransfer | null): void {
    this.form.querySelector(".editor-field")?.classList.remove("is-dropping");
    const files = [...(data?.files ?? [])];
    // Text copied from an office program comes with a picture of itself: the text is wanted.
    if (!files.length || data?.types.includes("text/plain")) return;
    event.preventDefault();
    event.stopPropagation();
    this.queue(files);
  }

  /** One question at a time: what is given meanwhile waits. */
  private queue(files: File[]): void {
    this.sending = this.sending.then(() => this.send(files));
  }

  private async send(files: File[]): Promise<void> {
    const bar = this.form.querySelector<HTMLElement>(".editor-upload");
    for (const [index, file] of files.entries()) {
      const alt = file.type.startsWith("image/") ? await this.dialog.ask(file.name) : "";
      if (alt === null) {
        say(word("not_added", { name: file.name }));
        continue;
      }
      if (bar) {
        bar.hidden = false;
        const text = bar.querySelector("[data-upload-text]");
        if (text) text.textContent = word("uploading", { name: file.name, at: String(index + 1), of: String(files.length) });
      }
      await this.one(file, alt);
      if (bar) bar.hidden = true;
    }
  }

  private async one(file: File, alt: string): Promise<void> {
    const bar = this.form.querySelector<HTMLProgressElement>(".editor-upload progress");
    if (bar) bar.max = file.size || 1;
    try {
      const found = await send(file, {
        token: token(),
        address: `${this.form.dataset.files ?? ""}/uploads`,
        fields: { alt, page: this.form.dataset.title ?? "" },
        progress: (octets) => {
          if (bar) bar.value = octets;
        },
        line: (isThere) => {
          if (!isThere) say(word("cut", { name: file.name }));
        },
      });
      this.place(found.markdown);
      say(word("sent", { name: found.name || file.name }));
    } catch (error) {
      say((error instanceof Refused && error.message) || word("not_sent", { name: file.name }));
    }
  }

  private place(markdown: string): void {
    const field = this.field();
    const [from, to] = field.selection();
    const lead = /(^|\n)$/.test(field.text().slice(0, from)) || !markdown.startsWith(":::") ? "" : "\n\n";
    field.replace(from, to, `${lead}${markdown}`);
  }
}
