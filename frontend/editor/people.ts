// Members whose name begins like what is typed after « @ », as links to their pages.
export interface Person {
  name: string;
  url: string;
}

/** What stands before the cursor when a name is being typed; the « @ » begins a word. */
export const TYPED = /(?:^|[\s([«'’"])@([\p{L}\p{N}][\p{L}\p{N} '’.-]{0,40})$/u;

export async function peopleLike(address: string, words: string): Promise<Person[]> {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Person[]) : [];
  } catch {
    return [];
  }
}

/** A name as the text of a link: brackets would end it. */
export function mention(person: Person): string {
  return `[@${person.name.replace(/[[\]]/g, "")}](${person.url})`;
}
