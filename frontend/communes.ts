// Communes offered in a field while one types; without this script the field is understood as well.
import { type Choice, Offer } from "./editor/offer.ts";

/** Letters that say enough for an offer. */
const LEAST = 2;

async function communesLike(address: string, words: string): Promise<Choice[]> {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Choice[]) : [];
  } catch {
    return [];
  }
}

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-communes]")) {
  new Offer(field, {
    label: field.labels?.[0]?.textContent?.trim() ?? "",
    typed: (before) => (before.trim().length < LEAST ? null : { words: before, length: before.length }),
    // What is written already needs no offer.
    find: async (words) => (await communesLike(field.dataset.communes ?? "", words)).filter(({ text }) => text !== words.trim()),
    expects: false,
  });
}
