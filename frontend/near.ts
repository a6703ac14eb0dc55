// « Près de moi »: asks the browser where one is, at the click, and looks around there.
const button = document.querySelector<HTMLButtonElement>("[data-near-me]");
const field = button?.form?.querySelector<HTMLInputElement>("input[name=near]");
const said = button?.form?.querySelector<HTMLElement>("[data-near-said]");

if (button && field && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      // A hundred metres are near enough, and say less of where one is.
      ({ coords }) => {
        field.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
        field.form?.requestSubmit();
      },
      () => {
        if (said) said.textContent = said.dataset.failed ?? "";
        field.focus();
      },
      { maximumAge: 600_000, timeout: 15_000 },
    );
  });
}
