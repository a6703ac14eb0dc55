// The sentences of the editor, in the language of the page, and the place where they are said.
const texts: Record<string, string> = JSON.parse(document.getElementById("editor-words")?.textContent || "{}");

export function word(code: string, values: Record<string, string> = {}): string {
  return (texts[code] ?? "").replace(/%\((\w+)\)s/g, (_whole, name: string) => values[name] ?? "");
}

/** Milliseconds for which what one did is told, before the state of the text takes its place. */
const READ = 4000;
let readUntil = 0;
let next = 0;

/** Tells what became of what one just did. */
export function say(sentence: string): void {
  show(sentence);
  readUntil = Date.now() + READ;
}

/** Tells in which state the text is: it comes by itself, and hides no answer. */
export function tell(sentence: string): void {
  clearTimeout(next);
  const wait = readUntil - Date.now();
  if (wait > 0) next = window.setTimeout(() => show(sentence), wait);
  else show(sentence);
}

function show(sentence: string): void {
  clearTimeout(next);
  const place = document.querySelector<HTMLElement>("[data-editor-state]");
  if (place) place.textContent = sentence;
}

export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export function hour(moment = new Date()): string {
  return moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

/** The sentences of the field itself, which knows them in English. */
export function phrases(): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).flatMap(([code, said]) => (code.startsWith("cm:") ? [[code.slice(3), said]] : [])));
}
