// A page replayed: steps, a slider, play and pause, keys. Only the revisions near the one that is
// shown are asked for and kept. Without this script links and the form go from one to the next.
const replay = document.querySelector<HTMLElement>("[data-replay]");
const SIZE = 8;
const NEAR = 3 * SIZE;
const PACE = 1_200;
const STILL = 90;

if (replay) {
  const head = Number(replay.dataset.head);
  const steps = new Map<number, Element>();
  const coming = new Map<number, Promise<void>>();
  const shown = replay.querySelector<HTMLElement>("[data-shown]");
  const slider = replay.querySelector<HTMLInputElement>("[type=range]");
  const where = replay.querySelector("[data-where]");
  const said = replay.querySelector<HTMLElement>("[data-said]");
  const play = replay.querySelector<HTMLButtonElement>("[data-play]");
  let number = Number(replay.dataset.number);
  let playing = 0;
  let settling = 0;

  const within = (wanted: number): number => Math.min(head, Math.max(1, wanted));

  /** Ask for the steps from one on, unless they are there or coming. */
  const load = (first: number): Promise<void> => {
    const known = coming.get(first);
    if (known) return known;
    const asked = (async () => {
      try {
        const answer = await fetch(`${replay.dataset.replay}?rev=${first}`);
        if (!answer.ok) return;
        const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const step of parsed.querySelectorAll<HTMLElement>("[data-step]")) {
          steps.set(Number(step.dataset.step), document.importNode(step, true));
        }
      } catch {
        stop();
      } finally {
        coming.delete(first);
      }
    })();
    coming.set(first, asked);
    return asked;
  };

  const forgetTheFar = (): void => {
    for (const kept of steps.keys()) if (Math.abs(kept - number) > NEAR) steps.delete(kept);
  };

  /** What comes next in both directions, before it is asked for. */
  const prepare = (): void => {
    const next = [...Array(SIZE).keys()].map((at) => number + 1 + at).find((each) => each <= head && !steps.has(each));
    if (next && next - number <= SIZE / 2) void load(next);
    if (number > 1 && !steps.has(number - 1)) void load(within(number - SIZE));
  };

  const link = (name: string, to: number): void => {
    const found = replay.querySelector<HTMLAnchorElement>(`[data-to=${name}]`);
    if (!found) return;
    const leads = to >= 1 && to <= head && to !== number;
    found.toggleAttribute("aria-disabled", false);
    if (leads) {
      found.href = `${replay.dataset.address}?rev=${to}`;
      found.removeAttribute("role");
    } else {
      found.removeAttribute("href");
      found.setAttribute("role", "link");
      found.setAttribute("aria-disabled", "true");
      if (document.activeElement === found) slider?.focus();
    }
  };

  const place = (): void => {
    if (slider) slider.value = String(number);
    if (where) where.textContent = number.toLocaleString(document.documentElement.lang);
    link("first", 1);
    link("previous", number - 1);
    link("next", number + 1);
    link("last", head);
  };

  const draw = async (): Promise<void> => {
    const wanted = number;
    if (!steps.has(wanted)) await load(wanted);
    const step = steps.get(wanted);
    if (wanted !== number || !step || !shown) return;
    shown.replaceChildren(step);
    history.replaceState(null, "", `${replay.dataset.address}?rev=${wanted}`);
    const change = step.querySelector("ins, del");
    const at = change?.getBoundingClientRect();
    if (change && at && (at.top < 80 || at.bottom > innerHeight - 60)) change.scrollIntoView({ block: "center" });
    if (said && !playing) said.textContent = step.querySelector(".replay-about")?.textContent?.replace(/\s+/g, " ") ?? "";
    forgetTheFar();
    prepare();
  };

  const go = (wanted: number): void => {
    number = within(wanted);
    place();
    clearTimeout(settling);
    if (steps.has(number)) void draw();
    else settling = window.setTimeout(() => void draw(), STILL); // the slider goes past many
  };

  const stop = (): void => {
    clearTimeout(playing);
    playing = 0;
    replay.classList.remove("replay-playing");
    play?.setAttribute("aria-label", play.dataset.play ?? "");
  };

  const advance = async (): Promise<void> => {
    if (number >= head) return stop();
    number += 1;
    place();
    await draw();
    if (playing) playing = window.setTimeout(() => void advance(), PACE);
  };

  const toggle = (): void => {
    if (playing) return stop();
    if (number >= head) go(1);
    replay.classList.add("replay-playing");
    play?.setAttribute("aria-label", play.dataset.pause ?? "");
    playing = window.setTimeout(() => void advance(), PACE / 2);
  };

  const first = shown?.querySelector("[data-step]");
  if (first) steps.set(number, first);
  if (play) {
    play.hidden = false;
    play.addEventListener("click", toggle);
  }
  replay.classList.add("replay-live");
  replay.querySelector<HTMLElement>(".replay-keys")?.removeAttribute("hidden");
  slider?.addEventListener("input", () => {
    stop();
    go(Number(slider.value));
  });
  replay.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
  replay.addEventListener("click", (event) => {
    const name = (event.target as Element).closest<HTMLElement>("a[data-to]")?.dataset.to;
    if (!name || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stop();
    go({ first: 1, previous: number - 1, next: number + 1, last: head }[name] ?? number);
  });
  const keys: Record<string, () => void> = {
    ArrowLeft: () => go(number - 1),
    ArrowRight: () => go(number + 1),
    Home: () => go(1),
    End: () => go(head),
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const on = event.target as HTMLElement;
    if (on.matches("textarea, select, input:not([type=range])") || on.isContentEditable) return;
    if (event.key === " " && !on.closest("button, a[href], summary")) {
      event.preventDefault();
      toggle();
    } else if (keys[event.key]) {
      event.preventDefault();
      stop();
      keys[event.key]?.();
    }
  });
  prepare();
}
