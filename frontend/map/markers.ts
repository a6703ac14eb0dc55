// Markers that are buttons: the keyboard reaches them, a screen reader says what they are.
import { DivIcon, type LatLngExpression, Marker } from "leaflet";

/** Groups of more than this many places have a wider sign. */
const WIDER = [10, 100, 1_000];

class ButtonIcon extends DivIcon {
  constructor(
    private readonly kind: string,
    private readonly label: string,
    private readonly text: string,
  ) {
    super();
  }

  override createIcon(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `leaflet-marker-icon ${this.kind}`;
    button.textContent = this.text;
    button.title = this.label;
    button.setAttribute("aria-label", this.label);
    return button;
  }
}

function marker(position: LatLngExpression, icon: ButtonIcon): Marker {
  // A button has the focus and the keys already.
  return new Marker(position, { icon, keyboard: false, riseOnHover: true, autoPanOnFocus: false });
}

export function placeMarker(position: LatLngExpression, label: string, kinds: string[]): Marker {
  return marker(position, new ButtonIcon(["map-place", ...kinds].join(" "), label, ""));
}

export function groupMarker(position: LatLngExpression, count: number, label: string): Marker {
  const width = WIDER.filter((least) => count >= least).length;
  return marker(position, new ButtonIcon(`map-group map-group-${width}`, label, count.toLocaleString(document.documentElement.lang)));
}

/** Put markers in the order in which the Tab key goes from one to the next, without moving the focus. */
export function inOrder(markers: Marker[]): void {
  const elements = markers.map((one) => one.getElement()).filter((element) => element !== undefined);
  const held = elements.find((element) => element === document.activeElement);
  let past = !held;
  for (const element of elements) {
    if (element === held) past = true;
    else if (past) element.parentElement?.append(element);
    else held?.before(element);
  }
}
