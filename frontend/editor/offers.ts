// What is offered as one types, loaded with the first key: the field is there sooner.
import { autocompletion, startCompletion } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { asking, commands, directives, fields, options as ofDirectives, people, titles, values } from "./complete.ts";
import type { Field } from "./field.ts";

// Never without it: so all of CodeMirror is one file, a twentieth lighter than three.
import "./codemirror.ts";

export { startCompletion };

export function offers(form: HTMLFormElement | null, field: Field, options: DOMStringMap): Extension {
  const words = asking(options.words ?? "");
  return autocompletion({
    override: [
      titles(options.titles ?? ""),
      directives(options.directives ?? ""),
      ofDirectives(options.directives ?? "", words),
      values(words, options.titles ?? ""),
      fields(words),
      people(options.members ?? ""),
      commands(form, field),
    ],
    icons: false,
    activateOnCompletion: (chosen) => /^:.+:$/u.test(chosen.label), // what an option takes follows it
  });
}
