// The toolbar: one stop for the Tab key, arrows inside (ARIA toolbar pattern).
import { COMMANDS } from "./commands.ts";
import type { Field } from "./field.ts";

const SHORTCUTS: Record<string, string> = { b: "bold", i: "italic", k: "link", e: "code" };
const SHIFTED: Record<string, string> = { "8": "list", "7": "ordered", "9": "quote", x: "strike" };

export class Toolbar {
  private readonly buttons: HTMLButtonElement[];

  constructor(
    form: HTMLFormElement,
    private readonly field: () => Field,
    private readonly more: Record<string, () => void>,
  ) {
    const bar = form.querySelector<HTMLElement>(".toolbar");
    this.buttons = [...(bar?.querySelectorAll<HTMLButtonElement>("[data-command]") ?? [])];
    if (!bar) return;
    bar.hidden = false;
    this.buttons.forEach((button, index) => {
      button.tabIndex = index ? -1 : 0;
      // The field keeps the focus, and a phone its keyboard.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => this.run(button.dataset.command ?? ""));
    });
    bar.addEventListener("keydown", (event) => this.move(event));
  }

  /** Runs what a key stands for; false when it stands for nothing. */
  shortcut(key: string, shifted: boolean): boolean {
    const name = (shifted ? SHIFTED : SHORTCUTS)[key];
    if (name) this.run(name);
    return name !== undefined;
  }

  private run(name: string): void {
    const command = COMMANDS[name];
    if (command) {
      command(this.field());
      this.field().focus();
    } else {
      this.more[name]?.();
    }
  }

  private move(event: KeyboardEvent): void {
    const at = this.buttons.indexOf(document.activeElement as HTMLButtonElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = this.buttons[(to + this.buttons.length) % this.buttons.length];
    for (const button of this.buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  }
}
