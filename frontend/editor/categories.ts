// Names of categories offered while one files a page; a new name is as good as one that is there.
import { type Choice, Offer } from "./offer.ts";
import { titlesLike } from "./titles.ts";

/** The name being typed, after the last comma; one that holds a comma is between brackets. */
const TYPED = /(?:^|,)\s*((?:\[\[)?([^,[\]]{1,80}))$/u;

export function offerCategories(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[data-categories]");
  if (!field) return;
  new Offer(field, {
    label: field.dataset.categoriesLabel ?? "",
    typed: (before) => {
      const [, written = "", words = ""] = TYPED.exec(before) ?? [];
      return words.trim() ? { words, length: written.length } : null;
    },
    find: async (words) => {
      const found = await titlesLike(field.dataset.categories ?? "", words.trim());
      return found.filter((name) => name !== words.trim()).map(choiceOf);
    },
    expects: false,
  });
}

function choiceOf(name: string): Choice {
  return { label: name, text: name.includes(",") ? `[[${name}]]` : name };
}
