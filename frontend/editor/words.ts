// The sentences of the editor, in the language of the page, and the place where they are said.
const texts: Record<string, string> = JSON.parse(document.getElementById("editor-words")?.textContent || "{}");

export function word(code: string, values: Record<string, string> = {}): string {
  return (texts[code] ?? "").replace(/%\((\w+)\)s/g, (_whole, name: string) => values[name] ?? "");
}

export function say(sentence: string): void {
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
