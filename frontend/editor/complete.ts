// What is offered while one types: titles after « [[ », boxes after « ::: », commands after « / ».
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { COMMANDS } from "./commands.ts";
import type { Field } from "./field.ts";
import { mention, peopleLike, TYPED } from "./people.ts";
import { titlesLike } from "./titles.ts";

/** Commands of the toolbar that make or begin something; the others act on what is chosen. */
const BEGINNING = ["heading", "subheading", "list", "ordered", "tasks", "table", "quote", "footnote", "source", "box", "link", "upload"];

export function titles(address: string): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/\[\[[^\]|#\n]{0,100}/);
    if (!typed || !address) return null;
    const found = await titlesLike(address, typed.text.slice(2));
    const closed = context.state.sliceDoc(context.pos, context.pos + 2) === "]]";
    return {
      from: typed.from + 2,
      filter: false,
      options: found.map((title) => ({ label: title, apply: closed ? title : `${title}]]` })),
    };
  };
}

/** Members by name after « @ ». */
export function people(address: string): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 60), context.pos);
    const words = TYPED.exec(before)?.[1];
    if (!words || !address) return null;
    const found = await peopleLike(address, words);
    return {
      from: context.pos - words.length - 1,
      filter: false,
      options: found.map((person) => ({ label: `@${person.name}`, apply: `${mention(person)} ` })),
    };
  };
}

/** The directives of this wiki: `declared` is a JSON list of [name, sentence, body, options]. */
export function directives(declared: string): CompletionSource {
  const known = JSON.parse(declared || "[]") as [string, string, string][];
  const options: Completion[] = known.map(([name, sentence, body]) => ({
    label: name,
    detail: sentence,
    apply: (view, _completion, from, to) => {
      const insert = `{${name}} \n${body === "none" ? "" : "\n:::\n"}`;
      const end = view.state.sliceDoc(to, to + 1) === "}" ? to + 1 : to;
      view.dispatch({ changes: { from, to: end, insert }, selection: { anchor: from + name.length + 3 }, userEvent: "input.complete" });
    },
  }));
  const offered = (from: number, context: CompletionContext): CompletionResult | null => {
    const wanted = context.state.sliceDoc(from, context.pos).replace(/^\{/, "");
    const fitting = options.filter((one) => one.label.startsWith(wanted));
    return fitting.length ? { from, options: fitting, filter: false, update: (_current, start, _to, next) => offered(start, next) } : null;
  };
  return (context) => {
    const typed = context.matchBefore(/^:::\{?[\p{L}\w-]{0,40}/u);
    return typed && offered(typed.from + 3, context);
  };
}

/** The options of the directive in which one writes, after « : » at the start of a line. */
export function options(declared: string): CompletionSource {
  const known = new Map((JSON.parse(declared || "[]") as [string, string, string, string[]][]).map(([name, , , own]) => [name, own]));
  return (context) => {
    const typed = context.matchBefore(/^:[\p{L}\w-]{0,40}/u);
    if (!typed) return null;
    const lines = context.state.sliceDoc(Math.max(0, typed.from - 2_000), typed.from).split("\n").slice(0, -1).reverse();
    const end = lines.findIndex((line) => !/^:[\p{L}\w-]+:/u.test(line));
    const own = known.get(/^ {0,3}:{3,}\{([\p{L}\w-]+)/u.exec(lines[end] ?? "")?.[1] ?? "");
    if (!own) return null;
    const said = lines.slice(0, end).map((line) => line.split(":")[1]);
    const left = own.filter((name) => !said.includes(name));
    return { from: typed.from, options: left.map((name) => ({ label: `:${name}:`, apply: `:${name}: ` })), validFor: /^:[\p{L}\w-]{0,40}$/u };
  };
}

/** The commands of the toolbar at the start of a line, under the names of its buttons. */
export function commands(form: HTMLFormElement | null, field: Field): CompletionSource {
  const labelOf = (name: string): string => form?.querySelector(`[data-command="${name}"]`)?.getAttribute("aria-label") ?? "";
  const options: Completion[] = BEGINNING.filter(labelOf).map((name) => ({
    label: `/${labelOf(name)}`,
    displayLabel: labelOf(name),
    apply: (view, _completion, from, to) => {
      view.dispatch({ changes: { from, to }, userEvent: "input.complete" });
      if (COMMANDS[name]) COMMANDS[name](field);
      else form?.querySelector<HTMLButtonElement>(`[data-command="${name}"]`)?.click();
    },
  }));
  return (context) => {
    const typed = context.matchBefore(/^\/[\p{L} -]{0,30}/u);
    return typed && { from: typed.from, options, validFor: /^\/[\p{L} -]{0,30}$/u };
  };
}
