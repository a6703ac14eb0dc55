// Names offered after « @ » where one writes.
import { Offer } from "./editor/offer.ts";
import { mention, peopleLike, TYPED } from "./editor/people.ts";

for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-mentions]")) {
  new Offer(area, {
    label: area.dataset.mentionsLabel ?? "",
    typed: (before) => {
      const words = TYPED.exec(before)?.[1];
      return words === undefined ? null : { words, length: words.length + 1 };
    },
    find: async (words) => (await peopleLike(area.dataset.mentions ?? "", words)).map((person) => ({ label: person.name, text: `${mention(person)} ` })),
    expects: true,
  });
}
