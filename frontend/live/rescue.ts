// What a browser has and cannot join to the shared text: the server keeps it apart, to be compared.
import { token, word } from "../editor/words.ts";
import type { Copies, Kept } from "./copies.ts";
import type { Panel } from "./panel.ts";

/** The server says why it does not keep it: something was erased since. */
const REFUSED = 409;

export async function deposit(copies: Copies, panel: Panel, kept: Kept, text: string, sentence: string): Promise<void> {
  // Under a name of its own until the server has it: what is typed from now on is kept too.
  const name = `${kept.client}-${kept.version}`;
  copies.keep(kept, name);
  const answer = await fetch(`${copies.address}/rescue`, {
    method: "POST",
    body: JSON.stringify({ epoch: kept.epoch, base_v: kept.version, base_text: kept.confirmed, text }),
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
  }).catch(() => null);
  if (answer?.status === REFUSED) return panel.warn(((await answer.json()) as { detail: string }).detail);
  if (!answer?.ok) return panel.warn(word("live:not_rescued"));
  copies.forget(name);
  const { address: copy } = (await answer.json()) as { address?: string };
  panel.warn(sentence, copy ? { address: copy, label: word("live:see_rescued") } : undefined);
}
