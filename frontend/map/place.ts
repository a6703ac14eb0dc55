// What a map shows: features with a position, and the words of the interface.
import type { InputFeature } from "supercluster";

export interface Place {
  name: string;
  url: string;
  status: string;
  families: string[];
  commune: string;
  /** « pin » or « address » when it is exact. */
  precision?: string;
  /** The year of a status that is to be checked again. */
  status_of?: string;
}

export type Feature = InputFeature<Place>;

/** A position drawn under the places: latitude, longitude, kind. */
export type Spot = [number, number, "sure" | "unsure"];

export interface View {
  label: string;
  bounds: [[number, number], [number, number]];
}

export interface Words {
  zoom_in: string;
  zoom_out: string;
  close: string;
  /** « {} lieux ». */
  group: string;
  /** « et {} autres ». */
  more: string;
  shown: string;
  approximate: string;
  /** « dit en {}, à vérifier ». */
  doubt: string;
  failed: string;
  /** Parts of the country, the mainland first, by their south-west and north-east corners. */
  views: View[];
  statuses: Record<string, string>;
  families: Record<string, string>;
}

const OPEN = "open";
const EXACT = ["pin", "address"];

/** What a script of the page holds as JSON, if it is there. */
function written<Value>(box: HTMLElement, name: string): Value | null {
  const script = box.querySelector(`script[data-${name}]`);
  return script ? (JSON.parse(script.textContent ?? "") as Value) : null;
}

export function wordsOf(box: HTMLElement): Words {
  const words = written<Words>(box, "words");
  if (!words) throw new Error("a map has its words");
  return words;
}

export function spotsOf(box: HTMLElement): Spot[] {
  return written<Spot[]>(box, "spots") ?? [];
}

/** The places of a map: in the page, or at the address that it names. */
export async function placesOf(box: HTMLElement): Promise<Feature[]> {
  const here = written<{ features: Feature[] }>(box, "places");
  if (here) return here.features;
  const answer = await fetch(box.dataset.source ?? "");
  if (!answer.ok) throw new Error(`${answer.status}`);
  return ((await answer.json()) as { features: Feature[] }).features;
}

export function isOpen(place: Place): boolean {
  return place.status === OPEN;
}

/** Its state in words, when it is not open or nobody has checked it for long. */
export function stateOf(place: Place, words: Words): string {
  if (isOpen(place) && !place.status_of) return "";
  const doubt = place.status_of ? words.doubt.replace("{}", place.status_of) : "";
  return [words.statuses[place.status], doubt].filter(Boolean).join(", ");
}

/** What tells a place from another: its name, its commune, and its state when that is to be said. */
export function describe(place: Place, words: Words): string {
  return [place.name, place.commune, stateOf(place, words)].filter(Boolean).join(", ");
}

export function isApproximate(place: Place): boolean {
  return place.precision !== undefined && !EXACT.includes(place.precision);
}
