// Titles that begin like what is typed, for links and categories.
export async function titlesLike(address: string, words: string, signal?: AbortSignal): Promise<string[]> {
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, {
      signal: signal ?? null,
      headers: { Accept: "application/json" },
    });
    return answer.ok ? ((await answer.json()) as string[]) : [];
  } catch {
    return [];
  }
}
