// A finger has no way to rest on an abbreviation: touched, it says what it means beside it.
export function explainAtATouch(): void {
  document.addEventListener("click", (event) => {
    (event.target as Element).closest("abbr[title]")?.toggleAttribute("data-said");
  });
}
