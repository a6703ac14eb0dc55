// What is offered while one types: titles after « [[ », boxes after « ::: », what they take, commands after « / ».
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

/** What the server knows of directives and of the page's sheet, asked once, when it is first needed. */
export interface Words {
  fields: string[];
  options: Record<string, Record<string, string[]>>;
}

export function asking(address: string): () => Promise<Words> {
  const none: Words = { fields: [], options: {} };
  let asked: Promise<Words> | null = null;
  return () => {
    asked ??= fetch(address, { headers: { Accept: "application/json" } })
      .then((answer) => (address && answer.ok ? (answer.json() as Promise<Words>) : none))
      .catch(() => none);
    return asked;
  };
}

/** The directive in which the line at `from` stands, and the options that its lines say already. */
function around(context: CompletionContext, from: number): [name: string, said: (string | undefined)[]] {
  const lines = context.state.sliceDoc(Math.max(0, from - 2_000), from).split("\n").slice(0, -1).reverse();
  const end = lines.findIndex((line) => !/^:[\p{L}\w-]+:/u.test(line));
  const name = /^ {0,3}:{3,}\{([\p{L}\w-]+)/u.exec(lines[end] ?? "")?.[1] ?? "";
  return [name, lines.slice(0, end).map((line) => line.split(":")[1])];
}

/** The options of the directive in which one writes, after « : » at the start of a line. */
export function options(declared: string, words: () => Promise<Words>): CompletionSource {
  const known = new Map((JSON.parse(declared || "[]") as [string, string, string, string[]][]).map(([name, , , own]) => [name, own]));
  return async (context) => {
    const typed = context.matchBefore(/^:[\p{L}\w-]{0,40}/u);
    if (!typed) return null;
    const [name, said] = around(context, typed.from);
    const own = known.get(name);
    if (!own) return null;
    const more = (await words()).options[name]?.[""] ?? [];
    const left = [...own, ...more.filter((one) => !own.includes(one))].filter((one) => !said.includes(one));
    return { from: typed.from, options: left.map((one) => ({ label: `:${one}:`, apply: `:${one}: ` })), validFor: /^:[\p{L}\w-]{0,40}$/u };
  };
}

/** What an option takes, after its name; after the last of several. The form of one, after its opening. */
export function values(words: () => Promise<Words>, address: string): CompletionSource {
  return async (context) => {
    const typed = context.matchBefore(/^(?::[\p{L}\w-]+:|:{3,}\{[\p{L}\w-]+\}) ?[^\n]{0,500}/u);
    if (!typed) return null;
    const opening = /^:{3,}\{([\p{L}\w-]+)\} ?/u.exec(typed.text);
    const option = /^:([\p{L}\w-]+): ?/u.exec(typed.text);
    const [name, key] = opening ? [opening[1] ?? "", "forme"] : [around(context, typed.from)[0], option?.[1] ?? ""];
    const offered = name ? (await words()).options[name]?.[key] : undefined;
    if (!offered) return null;
    const lead = (opening ?? option)?.[0] ?? "";
    const rest = typed.text.slice(lead.length);
    const last = opening ? rest : (/[^,;]*$/.exec(rest)?.[0] ?? "");
    const wanted = last.trimStart();
    const found = offered[0] === "@titles" ? await titlesLike(address, wanted) : offered;
    const begins = (one: string): boolean => fold(one).startsWith(fold(wanted));
    const within = found.filter((one) => fold(one).includes(fold(wanted)));
    const fitting = [...within.filter(begins), ...within.filter((one) => !begins(one))];
    const spaced = /\S$/.test(typed.text.slice(0, typed.text.length - wanted.length)) ? " " : "";
    return fitting.length ? { from: context.pos - wanted.length, filter: false, options: fitting.slice(0, 60).map((one) => ({ label: one, apply: spaced + one })) } : null;
  };
}

/** The fields of the page's own sheet, between « {{ » and « }} ». */
export function fields(words: () => Promise<Words>): CompletionSource {
  return async (context) => {
    const typed = context.matchBefore(/\{\{[^{}|\n]{0,60}/);
    if (!typed) return null;
    const closed = context.state.sliceDoc(context.pos, context.pos + 2) === "}}";
    const named = (await words()).fields;
    return { from: typed.from + 2, options: named.map((label) => ({ label, apply: closed ? label : `${label}}}` })), validFor: /^[^{}|\n]{0,60}$/ };
  };
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
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
