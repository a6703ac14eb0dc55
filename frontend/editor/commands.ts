// What each button of the toolbar does to the text. Pressing one again takes it back.
import type { Field } from "./field.ts";
import { word } from "./words.ts";

export type Command = (field: Field) => void;

/** Puts `mark` around the selection, or around a sample, or takes it away. */
function around(mark: string, sample: string): Command {
  return (field) => {
    const text = field.text();
    let [from, to] = field.selection();
    while (from < to && /\s/.test(text[from] ?? "")) from++;
    while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
    const size = mark.length;
    const outside = text.slice(from - size, from) === mark && text.slice(to, to + size) === mark;
    const longer = mark === "*" && text[from - 2] === "*" && text[from - 3] !== "*";
    if (outside && !longer) {
      field.replace(from - size, to + size, text.slice(from, to), [from - size, to - size]);
      return;
    }
    const inner = text.slice(from, to) || word(sample);
    field.replace(from, to, mark + inner + mark, [from + size, from + size + inner.length]);
  };
}

/** Changes every line of the selection; `change` gets the lines and gives the new ones. */
function lines(change: (lines: string[]) => string[]): Command {
  return (field) => {
    const text = field.text();
    const [from, to] = field.selection();
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const next = text.indexOf("\n", Math.max(to - 1, from));
    const end = next < 0 ? text.length : next;
    const changed = change(text.slice(start, end).split("\n")).join("\n");
    const place: [number, number] = from === to ? [start + changed.length, start + changed.length] : [start, start + changed.length];
    field.replace(start, end, changed, place);
  };
}

const BULLET = /^(\s*)(?:[-*+] (?:\[[ xX]\] )?|\d+[.)] |> )/;

function prefix(make: (index: number) => string, has: RegExp): Command {
  return lines((all) => {
    const taken = all.every((line) => !line.trim() || has.test(line));
    let index = 0;
    return all.map((line) => {
      if (!line.trim() && all.length > 1) return line;
      const bare = line.replace(BULLET, "$1");
      return taken ? line.replace(has, "") : make(index++) + bare;
    });
  });
}

function heading(level: number): Command {
  return lines((all) =>
    all.map((line) => {
      const [, marks = "", rest = ""] = /^(#*)[ \t]*(.*)$/.exec(line) ?? [];
      return marks.length === level ? rest : `${"#".repeat(level)} ${rest || word("heading")}`;
    }),
  );
}

/** Puts a block on lines of its own, an empty line before and after; selects `inside` in it. */
function block(make: (selected: string) => string, inside: string): Command {
  return (field) => {
    const text = field.text();
    const [from, to] = field.selection();
    const before = text.slice(0, from);
    const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const after = text.slice(to);
    const tail = !after || after.startsWith("\n\n") ? "\n" : after.startsWith("\n") ? "\n" : "\n\n";
    const made = make(text.slice(from, to).trim());
    const found = made.indexOf(word(inside));
    const start = from + lead.length + Math.max(found, 0);
    const length = found < 0 ? 0 : word(inside).length;
    field.replace(from, to, lead + made + tail, [start, start + length]);
  };
}

function table(): string {
  const cell = word("cell");
  return `| ${word("column")} 1 | ${word("column")} 2 |\n| --- | --- |\n| ${cell} | ${cell} |\n| ${cell} | ${cell} |`;
}

function footnote(field: Field): void {
  const text = field.text();
  const [, to] = field.selection();
  const used = [...text.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const mark = `[^${Math.max(0, ...used) + 1}]`;
  const body = text.slice(0, to) + mark + text.slice(to).trimEnd();
  const note = `${/\n\[\^[^\]\n]+\]:[^\n]*$/.test(body) ? "\n" : "\n\n"}${mark}: `;
  const whole = body + note + word("note");
  field.replace(0, text.length, `${whole}\n`, [whole.length - word("note").length, whole.length]);
}

export const COMMANDS: Record<string, Command> = {
  bold: around("**", "bold"),
  italic: around("*", "italic"),
  strike: around("~~", "strike"),
  code: around("`", "code"),
  heading: heading(2),
  subheading: heading(3),
  list: prefix(() => "- ", /^\s*[-*+] (?!\[)/),
  ordered: prefix((index) => `${index + 1}. `, /^\s*\d+[.)] /),
  tasks: prefix(() => "- [ ] ", /^\s*[-*+] \[[ xX]\] /),
  quote: prefix(() => "> ", /^> ?/),
  table: block(table, "column"),
  box: block((selected) => `:::{note}\n${selected || word("box")}\n:::`, "box"),
  footnote,
  undo: (field) => field.undo(true),
  redo: (field) => field.undo(false),
};
