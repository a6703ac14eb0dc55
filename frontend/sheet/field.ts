// One field of the form of a sheet, whatever it is made of: its value is all that its controls say.

/** What a field says: names of controls and their texts, those that say nothing left out. */
export type Texts = [name: string, text: string][];
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const OWN = /^(field|source)-|^not_concerned$/;
/** Signs of a value that are shown in a button. */
const SHOWN = 90;

export class SheetField {
  readonly id: string;

  constructor(readonly block: HTMLElement) {
    this.id = (block.dataset.field ?? "").replace(/^field-/, "");
  }

  get label(): string {
    return this.block.querySelector("legend, label")?.textContent?.trim() ?? "";
  }

  /** `asMade`: as the server made the form, before a browser put back what was typed in it. */
  read(asMade = false): Texts {
    return this.controls().flatMap((one): Texts => {
      const text = valueOf(one, asMade);
      return text ? [[one.name, text]] : [];
    });
  }

  write(texts: Texts): void {
    this.makeRoom(texts);
    const left = new Map<string, string[]>();
    for (const [name, text] of texts) left.set(name, [...(left.get(name) ?? []), text]);
    for (const one of this.controls()) {
      const wanted = left.get(one.name) ?? [];
      if (isChecked(one)) {
        one.checked = wanted.includes(one.value);
        continue;
      }
      const text = wanted.shift() ?? "";
      if (one instanceof HTMLSelectElement && ![...one.options].some(({ value }) => value === text)) one.append(new Option(text, text));
      one.value = text;
    }
    // What another field waits for is shown or hidden.
    this.block.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** A value as people read it, `sourced` with where it comes from; "" for none. */
  words(texts: Texts, sourced = false): string {
    const shown = texts.filter(([name]) => sourced || !name.startsWith("source-"));
    const said = shown.map(([name, text]) => {
      const one = this.controls().find((each) => each.name === name && (!isChecked(each) || each.value === text));
      if (one instanceof HTMLSelectElement) return [...one.options].find(({ value }) => value === text)?.textContent?.trim() ?? text;
      if (one && isChecked(one)) return one.labels?.[0]?.textContent?.trim() ?? text;
      return one?.type === "hidden" ? "" : text;
    });
    const whole = said.filter(Boolean).join(" · ").replace(/\s+/g, " ");
    return whole.length > SHOWN ? `${whole.slice(0, SHOWN - 1)}…` : whole;
  }

  focus(): void {
    this.controls().find(({ type }) => type !== "hidden")?.focus();
  }

  private controls(): Control[] {
    const all = this.block.querySelectorAll<Control>("input:not([type=file]), select, textarea");
    return [...all].filter(({ name }) => OWN.test(name));
  }

  /** A value may have more rows than this form shows. */
  private makeRoom(texts: Texts): void {
    const rowOf = new RegExp(`^field-${this.id}-(\\d+)-`);
    for (const [name] of texts) {
      const number = rowOf.exec(name)?.[1];
      const last = [...this.block.querySelectorAll(".sheet-row")].at(-1);
      const known = last?.querySelector<Control>("[name]")?.name.match(rowOf)?.[1];
      if (!number || !last || !known || this.controls().some((one) => one.name.startsWith(`field-${this.id}-${number}-`))) continue;
      const made = last.cloneNode(true) as HTMLElement;
      for (const part of made.querySelectorAll("[name], [id], [for]")) {
        for (const attribute of ["name", "id", "for"]) {
          const before = part.getAttribute(attribute);
          if (before) part.setAttribute(attribute, before.replace(`field-${this.id}-${known}-`, `field-${this.id}-${number}-`));
        }
      }
      const legend = made.querySelector("legend");
      const count = this.block.querySelectorAll(".sheet-row").length;
      if (legend) legend.textContent = (legend.textContent ?? "").replace(String(count), String(count + 1));
      last.after(made);
    }
  }
}

function isChecked(one: Control): one is HTMLInputElement {
  return one.type === "checkbox" || one.type === "radio";
}

function valueOf(one: Control, asMade: boolean): string {
  if (isChecked(one)) return (asMade ? one.defaultChecked : one.checked) ? one.value : "";
  if (!asMade) return one.value;
  if (one instanceof HTMLSelectElement) return ([...one.options].find(({ defaultSelected }) => defaultSelected) ?? one.options[0])?.value ?? "";
  return one.defaultValue;
}
