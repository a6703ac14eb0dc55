// What a field may name (a commune, a member, a file) offered while one types; without this script the field is understood as well.
import { type Choice, Offer } from "./editor/offer.ts";

/** Letters that say enough for an offer. */
const LEAST = 2;

/** What is offered at an address: a member has a name alone. */
type Offered = Partial<Choice> & { name?: string };

async function likeWords(address: string, words: string): Promise<Choice[]> {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    const found = answer.ok ? ((await answer.json()) as Offered[]) : [];
    return found.map(({ label, text, name = "" }) => ({ label: label ?? name, text: text ?? name }));
  } catch {
    return [];
  }
}

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-named]")) {
  new Offer(field, {
    label: field.labels?.[0]?.textContent?.trim() ?? "",
    typed: (before) => (before.trim().length < LEAST ? null : { words: before, length: before.length }),
    // What is written already needs no offer.
    find: async (words) => (await likeWords(field.dataset.named ?? "", words)).filter(({ text }) => text !== words.trim()),
    expects: false,
  });
}
